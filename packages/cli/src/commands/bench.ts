import { type Measure, measures } from '@backend-rosetta/bench/measures'
import { benchApps } from '../bench/bench-apps.ts'
import { runBenchCommand } from '../bench/run-bench-command.ts'
import { toCommand } from '../command.ts'
import { parseCount } from '../flags.ts'
import { didYouMean } from '../nearest.ts'
import { UserError } from '../user-error.ts'

export const benchCommand = toCommand({
  meta: {
    name: 'pnpm bench',
    description:
      'Measures the apps in turns: speed beside the limit of a bare node:http and pg, start-up, memory, size.',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'Which apps, by name, or folders of apps that are built; all of this checkout by default.',
    },
    only: {
      type: 'string',
      description: `What to measure: ${measures.join(', ')}; several with commas, all by default.`,
      valueHint: 'measure,…',
    },
    rounds: { type: 'string', default: '3', description: 'How often each app has its turn.', valueHint: 'n' },
    seconds: { type: 'string', default: '3', description: 'How long each turn takes.', valueHint: 'n' },
    connections: { type: 'string', default: '10', description: 'Requests at the same time.', valueHint: 'n' },
    orders: {
      type: 'string',
      default: '20000',
      description: 'In the database from the beginning; several with commas, to see how cost grows.',
      valueHint: 'n,…',
    },
    json: { type: 'string', description: 'Writes the whole result to this file.', valueHint: 'file' },
  },
  async run({ args }) {
    process.exitCode = await runBenchCommand({
      apps: benchApps(args._),
      only: parseMeasures(args.only),
      rounds: parseCount('--rounds', args.rounds),
      seconds: parseCount('--seconds', args.seconds),
      connections: parseCount('--connections', args.connections),
      orders: args.orders.split(',').map((count) => parseCount('--orders', count.trim())),
      jsonFile: args.json,
    })
  },
})

function parseMeasures(list: string | undefined): Measure[] {
  return (list ?? '').split(',').flatMap((entry) => {
    const name = entry.trim()
    const found = measures.find((measure) => measure === name)
    if (found) return [found]
    if (name === '') return []
    throw new UserError(
      `There is no measure "${name}".${didYouMean(name, measures)} The measures are: ${measures.join(', ')}.`,
    )
  })
}
