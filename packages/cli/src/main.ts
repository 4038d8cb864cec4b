import { DatabaseSetupError } from '@backend-rosetta/database/errors'
import { runCommandLine } from './command-line.ts'
import { UserError } from './user-error.ts'

// The bootstrap holds the other end of this channel: if it is killed, this process must not stay behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

try {
  await runCommandLine(process.argv.slice(2))
} catch (error) {
  const isExpected = error instanceof UserError || error instanceof DatabaseSetupError
  process.stderr.write(`${isExpected ? error.message : format(error)}\n`)
  process.exitCode = 1
}

function format(error: unknown): string {
  return `This should not have happened; please report it.\n${error instanceof Error ? error.stack : String(error)}`
}
