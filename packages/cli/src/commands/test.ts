import { toCommand } from '../command.ts'
import { runTests } from '../test/run-tests.ts'

export const testCommand = toCommand({
  meta: {
    name: 'npm test --',
    description:
      'Runs the tests of every workspace; those that passed and have not changed come from the cache.',
  },
  args: {
    filter: {
      type: 'positional',
      required: false,
      description:
        'Workspaces (express, contract …) and parts of names of test files. What follows -- goes to vitest.',
    },
    force: { type: 'boolean', description: 'Run also what has not changed since it passed.' },
    'rerun-failed': {
      type: 'boolean',
      description:
        'Run files with up to ten failures in all once more at the end. What passes then is named as flaky and is no failure.',
    },
  },
  async run({ args, rawArgs }) {
    const dashes = rawArgs.indexOf('--')
    const vitest = dashes === -1 ? [] : rawArgs.slice(dashes + 1)
    const filters = args._.slice(
      0,
      args._.length - vitest.filter((argument) => args._.includes(argument)).length,
    )
    const rerunFailed = args['rerun-failed'] === true
    process.exitCode = await runTests({ filters, vitest, force: args.force === true, rerunFailed })
  },
})
