import { toCommand } from '../command.ts'
export const contractCommand = toCommand({
  meta: { name: 'contract' },
  args: {},
  run() {
    return undefined
  },
})
