import { chooseApps } from '../apps.ts'
import { toCommand } from '../command.ts'
import { parsePort } from '../flags.ts'
import { runStart } from '../start/run-start.ts'
import { UserError } from '../user-error.ts'

export const startCommand = toCommand({
  meta: {
    name: 'npm start --',
    description: 'Runs the apps with a real PostgreSQL, a payment gateway and demo data until Ctrl-C.',
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
    'gateway-port': {
      type: 'string',
      default: '4010',
      description: 'Port of the payment gateway.',
      valueHint: 'n',
    },
    json: {
      type: 'boolean',
      description: 'One JSON line per ready app on standard output, the rest on standard error.',
    },
    reset: { type: 'boolean', description: 'Throw away all local data first: databases, ledger.' },
    verbose: { type: 'boolean', description: 'Show the logs of the apps as they run.' },
  },
  async run({ args }) {
    const apps = chooseApps(args._)
    const port = parsePort('--port', args.port)
    if (port !== undefined && apps.length > 1) {
      throw new UserError(
        `--port is for one app, these are ${apps.length}: npm start -- ${apps[0]?.name} --port ${port}`,
      )
    }
    await runStart({
      apps: apps.map((app) => ({ ...app, port: port ?? app.port })),
      gatewayPort: parsePort('--gateway-port', args['gateway-port']) ?? 0,
      json: args.json === true,
      reset: args.reset === true,
      verbose: args.verbose === true,
    })
  },
})
