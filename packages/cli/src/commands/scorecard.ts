import { chooseApps } from '../apps.ts'
import { toCommand } from '../command.ts'
import { runConformance } from '../scorecard/run-conformance.ts'
import { checkScorecard, writeScorecard } from '../scorecard/scorecard.ts'
import { UserError } from '../user-error.ts'

export const scorecardCommand = toCommand({
  meta: {
    name: 'pnpm scorecard',
    description:
      'Writes the table of the README that says how each app does: contract, seeded bugs, crashes, speed, size. ' +
      'The figures come from docs/src/data/results/ and from the source; what is not there is "not measured".',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'With --conformance: which apps, by name; all of this checkout by default.',
    },
    check: {
      type: 'boolean',
      default: false,
      description: 'Writes nothing, and fails when the table does not follow from the data.',
    },
    conformance: {
      type: 'boolean',
      default: false,
      description:
        'Before, runs the contract suite against the apps and writes conformance.json: minutes each.',
    },
  },
  async run({ args }) {
    if (args.check && args.conformance) throw new UserError('Either --check or --conformance, not both.')
    if (args._.length > 0 && !args.conformance)
      throw new UserError('Apps are named with --conformance only: the table has all of them.')
    if (args.check) return checkScorecard()
    if (args.conformance) process.exitCode = await runConformance(chooseApps(args._))
    if (process.exitCode === 130) return
    const changed = writeScorecard()
    process.stdout.write(changed ? 'README.md has the new scorecard.\n' : 'README.md was right already.\n')
  },
})
