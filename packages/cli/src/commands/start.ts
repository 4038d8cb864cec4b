import { chooseApps, onRuntime } from '../apps.ts'
import { toCommand } from '../command.ts'
import { parsePort } from '../flags.ts'
import { runStart } from '../start/run-start.ts'
import { UserError } from '../user-error.ts'

export const startCommand = toCommand({
  meta: {
    name: 'npm start --',
    description:
      'Runs the apps with a real PostgreSQL, a payment gateway and demo data, and the docs site, until Ctrl-C.',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'Which apps, by name; all of this checkout by default.',
    },
    port: {
      type: 'string',
      description: 'Port of the app, if it is only one; 0 takes a free one.',
      valueHint: 'n',
    },
    runtime: {
      type: 'string',
      description: 'Where the app runs, if it is one that knows several places: node, lambda, workers.',
      valueHint: 'name',
    },
    'gateway-port': {
      type: 'string',
      default: '4010',
      description: 'Port of the payment gateway.',
      valueHint: 'n',
    },
    docs: {
      type: 'boolean',
      description: 'The docs site too. It comes with all apps, but not with named ones unless asked for.',
      negativeDescription: 'Leave the docs site out.',
    },
    'docs-port': {
      type: 'string',
      description: 'Port of the docs site; 3000 by default, or a free one if that is in use.',
      valueHint: 'n',
    },
    json: {
      type: 'boolean',
      description:
        'One JSON line per ready app (and for the built site) on standard output, the rest on standard error.',
    },
    reset: { type: 'boolean', description: 'Throw away all local data first: databases, ledger.' },
    verbose: { type: 'boolean', description: 'Show the logs of the apps as they run.' },
  },
  async run({ args }) {
    const apps = chooseApps(args._)
    const port = parsePort('--port', args.port)
    for (const flag of ['port', 'runtime'] as const) {
      if (args[flag] === undefined || apps.length === 1) continue
      throw new UserError(
        `--${flag} is for one app, these are ${apps.length}: npm start -- ${apps[0]?.name} --${flag} ${args[flag]}`,
      )
    }
    const docsPort = parsePort('--docs-port', args['docs-port'])
    if (docsPort !== undefined && args.docs === false)
      throw new UserError('--docs-port says where the docs site is and --no-docs leaves it out: choose one.')
    const isWithDocs = args.docs ?? (docsPort !== undefined || args._.length === 0)
    await runStart({
      apps: apps.map((app) => ({ ...onRuntime(app, args.runtime), port: port ?? app.port })),
      gatewayPort: parsePort('--gateway-port', args['gateway-port']) ?? 0,
      docs: isWithDocs ? { port: docsPort ?? 3000, isChosen: docsPort !== undefined } : undefined,
      json: args.json === true,
      reset: args.reset === true,
      verbose: args.verbose === true,
    })
  },
})
