import { randomInt } from 'node:crypto'
import { demoAdmin } from '@backend-rosetta/database/demo'
import type { Server } from '@backend-rosetta/differential-tests/run/server'
import { chooseApps } from '../apps.ts'
import { toCommand } from '../command.ts'
import { runDifferentialCommand } from '../differential/run-differential-command.ts'
import { parseCount } from '../flags.ts'
import { UserError } from '../user-error.ts'

export const differentialCommand = toCommand({
  meta: {
    name: 'pnpm differential',
    description:
      'Sends the same generated traces of requests to several servers: they have to agree with each other and with a model of the contract.',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'Which apps, by name; all of this checkout by default, none with --url.',
    },
    traces: { type: 'string', default: '200', description: 'How many traces.', valueHint: 'n' },
    steps: { type: 'string', default: '20', description: 'The most steps of a trace.', valueHint: 'n' },
    seed: { type: 'string', description: 'Makes the traces of an earlier run again.', valueHint: 'n' },
    minutes: { type: 'string', default: '60', description: 'Ends it after so long.', valueHint: 'n' },
    url: {
      type: 'string',
      description:
        'A server that runs already, such as mine=http://127.0.0.1:3000; several times for several.',
      valueHint: 'name=origin',
    },
    'admin-email': {
      type: 'string',
      default: demoAdmin.email,
      description: 'An admin at the servers of --url.',
    },
    'admin-password': {
      type: 'string',
      description: 'Their password (or the variable ROSETTA_ADMIN_PASSWORD).',
    },
    'gateway-url': {
      type: 'string',
      description: 'The gateway of these servers: its ledger is compared, too.',
    },
    json: { type: 'string', description: 'Writes the whole result to this file.', valueHint: 'file' },
  },
  async run({ args, rawArgs }) {
    const running = runningServers(rawArgs, {
      email: args['admin-email'],
      password: args['admin-password'] ?? process.env['ROSETTA_ADMIN_PASSWORD'] ?? demoAdmin.password,
      gatewayUrl: args['gateway-url'],
    })
    const apps = running.length > 0 && args._.length === 0 ? [] : chooseApps(args._)
    process.exitCode = await runDifferentialCommand({
      apps,
      running,
      traces: parseCount('--traces', args.traces),
      steps: parseCount('--steps', args.steps),
      minutes: parseCount('--minutes', args.minutes),
      seed: args.seed === undefined ? randomInt(1, 2 ** 31 - 1) : parseSeed(args.seed),
      jsonFile: args.json,
    })
  },
})

interface Account {
  email: string
  password: string
  gatewayUrl: string | undefined
}

/** citty keeps the last one of a flag that is given several times. */
function runningServers(rawArgs: readonly string[], { email, password, gatewayUrl }: Account): Server[] {
  return rawArgs.flatMap((argument, index): Server[] => {
    const [, inOne] = /^--url(?:=(.*))?$/.exec(argument) ?? []
    if (!argument.startsWith('--url')) return []
    const { name, url } = parseServer(inOne ?? rawArgs[index + 1] ?? '')
    return [{ name, url, admin: { email, password }, ...(gatewayUrl !== undefined && { gatewayUrl }) }]
  })
}

function parseServer(text: string): { name: string; url: string } {
  const [, name, origin] = /^(?:([^=/]+)=)?(https?:\/\/.+)$/.exec(text) ?? []
  if (origin !== undefined && URL.canParse(origin)) {
    const url = new URL(origin)
    return { name: name ?? url.host, url: url.origin }
  }
  throw new UserError(`--url takes an origin, such as mine=http://127.0.0.1:3000, not "${text}".`)
}

function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (seed < 2 ** 31) return seed
  throw new UserError(`--seed takes a whole number below 2,147,483,648, not "${text}".`)
}
