import { toCommand } from '../command.ts'
import { checkApps } from '../tours/check-apps.ts'

export const checkCommand = toCommand({
  meta: {
    name: 'check',
    description: 'Checks region markers, tours and the tables generated from them, in every app.',
  },
  args: {},
  run: () => checkApps(),
})
