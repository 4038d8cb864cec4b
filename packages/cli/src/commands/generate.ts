import { toCommand } from '../command.ts'
import { writeScorecard } from '../scorecard/scorecard.ts'
import { generateTables } from '../tours/check-apps.ts'

export const generateCommand = toCommand({
  meta: {
    name: 'generate',
    description: 'Writes the tables of the READMEs that come from the tours and from results.',
  },
  args: {},
  run() {
    generateTables()
    writeScorecard()
  },
})
