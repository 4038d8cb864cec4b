import { toCommand } from '../command.ts'
export const checkCommand = toCommand({
  meta: { name: 'check' },
  args: {},
  run() {
    return undefined
  },
})
