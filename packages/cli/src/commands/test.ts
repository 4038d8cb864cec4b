import { toCommand } from '../command.ts'
export const testCommand = toCommand({
  meta: { name: 'test' },
  args: {},
  run() {
    return undefined
  },
})
