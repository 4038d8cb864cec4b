import { run } from '../../bootstrap/run.mjs'
import type { Command } from '../command.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/** Any program with the Node and the pnpm of this clone: what CI and people without a pnpm of their own use. */
export const execCommand: Command = {
  help: async () =>
    'Usage: node packages/cli/bootstrap.mjs exec <program> [arguments]\n\nRuns a program with the Node and pnpm of this clone, in its root: exec pnpm run check',
  async run([program, ...parameters]) {
    if (program === undefined) throw new UserError('exec needs a program: exec pnpm run check')
    process.exitCode = await run(program, parameters, { cwd: workspaceRoot, stdio: 'inherit' })
  },
}
