import { parseArgs } from 'node:util'
import type { Selection } from '../run/select.ts'
import {
  levelOf,
  origin,
  pattern,
  type ReportFile,
  reportOf,
  UsageError,
  wholeNumber,
  words,
} from './values.ts'

export interface Options extends Selection {
  command: 'run' | 'list' | 'help' | 'version'
  app?: string
  urls: string[]
  adminEmail?: string
  adminPassword?: string
  gatewayUrl?: string
  serverCommand?: readonly [string, ...string[]]
  databaseUrl?: string
  baseline?: string
  updateBaseline: boolean
  deviations?: string
  reports: readonly ReportFile[]
  concurrency?: number
  seed?: number
  retries?: number
  bail: boolean
  keep: boolean
  json: boolean
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean', default: false } as const

const flags = {
  url: texts,
  'admin-email': text,
  'admin-password': text,
  'gateway-url': text,
  command: text,
  'database-url': text,
  level: text,
  only: texts,
  grep: text,
  baseline: text,
  'update-baseline': flag,
  deviations: text,
  report: texts,
  concurrency: text,
  seed: text,
  retries: text,
  bail: flag,
  keep: flag,
  json: flag,
  help: { ...flag, short: 'h' },
  version: flag,
} as const

/** Parses the arguments after the program's name. Throws a `UsageError`. */
export function parseOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const { values, positionals } = parsed(argv)
  const [first, ...surplus] = positionals
  if (surplus.length > 0) throw new UsageError(`One app at a time: "${surplus.join(' ')}" is too much.`)
  const adminPassword = values['admin-password'] ?? environment['ROSETTA_ADMIN_PASSWORD']
  const options: Options = {
    command: commandOf(values, first),
    urls: (values.url ?? []).map((url) => origin('--url', url)),
    level: levelOf(values.level),
    only: (values.only ?? []).flatMap((ids) => ids.split(',')).flatMap((id) => id.trim() || []),
    updateBaseline: values['update-baseline'],
    reports: (values.report ?? []).map(reportOf),
    bail: values.bail,
    keep: values.keep,
    json: values.json,
    ...defined({
      app: first === 'list' ? undefined : first,
      adminEmail: values['admin-email'],
      adminPassword,
      gatewayUrl:
        values['gateway-url'] === undefined ? undefined : origin('--gateway-url', values['gateway-url']),
      serverCommand: values.command === undefined ? undefined : words(values.command),
      databaseUrl: values['database-url'],
      baseline: values.baseline,
      deviations: values.deviations,
      grep: pattern(values.grep),
      concurrency: wholeNumber('--concurrency', values.concurrency, 1),
      seed: wholeNumber('--seed', values.seed, 0),
      retries: wholeNumber('--retries', values.retries, 0),
    }),
  }
  if (options.updateBaseline && !options.baseline)
    throw new UsageError('--update-baseline needs --baseline <file>.')
  if (options.bail && options.retries)
    throw new UsageError('--bail stops at the first check that does not pass: --retries would never come.')
  return options
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true, strict: true })
  } catch (error) {
    // Its messages begin with a sentence about the argument and go on about how to quote it.
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new UsageError(`${message.replace(/\.$/, '')}.`)
  }
}

function commandOf(
  values: { help: boolean; version: boolean },
  first: string | undefined,
): Options['command'] {
  if (values.help) return 'help'
  if (values.version) return 'version'
  return first === 'list' ? 'list' : 'run'
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
}
