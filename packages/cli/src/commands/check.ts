import { toCommand } from '../command.ts'
import { checkScorecard } from '../scorecard/scorecard.ts'
import { checkApps } from '../tours/check-apps.ts'

export const checkCommand = toCommand({
  meta: {
    name: 'check',
    description:
      'Checks region markers, tours and the tables generated from them, in every app, and the scorecard of the README.',
  },
  args: {},
  run() {
    checkApps()
    checkScorecard()
    process.stdout.write('The scorecard of the README follows from the results.\n')
  },
})
