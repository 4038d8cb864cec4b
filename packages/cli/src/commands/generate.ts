import { toCommand } from '../command.ts'
export const generateCommand = toCommand({
  meta: { name: 'generate' },
  args: {},
  run() {
    return undefined
  },
})
