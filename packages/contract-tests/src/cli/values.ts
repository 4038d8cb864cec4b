import { type Level, levels } from '@backend-rosetta/contract/levels'

/** The command line was not understood; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const reportKinds = ['json', 'junit', 'html'] as const

export type ReportKind = (typeof reportKinds)[number]

export interface ReportFile {
  kind: ReportKind
  path: string
}

/** Each of these throws a `UsageError` for what it does not understand. */
export function levelOf(value = 'ops'): Level {
  const level = levels.find((known) => known === value)
  if (!level) throw new UsageError(`--level ${value} is none of ${levels.join(', ')}.`)
  return level
}

export function origin(name: string, value: string): string {
  const url = URL.parse(value)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${name} ${value} is not an http or https URL.`)
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new UsageError(`${name} ${value} has to be an origin without a path: the contract names the paths.`)
  }
  return url.origin
}

export function reportOf(value: string): ReportFile {
  const [name = '', ...rest] = value.split('=')
  const kind = reportKinds.find((known) => known === name)
  const path = rest.join('=')
  if (!kind || !path)
    throw new UsageError(
      `--report ${value} has to be ${reportKinds.join(', ')} and a file: html=report.html.`,
    )
  return { kind, path }
}

export function pattern(value: string | undefined): RegExp | undefined {
  try {
    return value === undefined ? undefined : new RegExp(value, 'iu')
  } catch {
    throw new UsageError(`--grep ${value} is not a regular expression.`)
  }
}

export function wholeNumber(name: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new UsageError(`${name} ${value} has to be a whole number of at least ${least}.`)
}

/** The words of a command line with quotes, without a shell. */
export function words(line: string): readonly [string, ...string[]] {
  const [program, ...args] = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  )
  if (!program) throw new UsageError('--command has to name a program.')
  return [program, ...args]
}
