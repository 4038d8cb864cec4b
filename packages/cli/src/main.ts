import { DatabaseSetupError } from '@backend-rosetta/database/errors'
import { BootstrapError, Interrupted } from '../bootstrap/error.mjs'
import { runCommandLine } from './command-line.ts'
import { UserError } from './user-error.ts'

// The bootstrap holds the other end of this channel: if it is killed, this process must not stay behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

try {
  await runCommandLine(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  if (error instanceof Interrupted) process.kill(process.pid, error.signal)
  else process.stderr.write(`${isExpected(error) ? error.message : format(error)}\n`)
}

function isExpected(error: unknown): error is Error {
  return error instanceof UserError || error instanceof DatabaseSetupError || error instanceof BootstrapError
}

function format(error: unknown): string {
  return `This should not have happened; please report it.\n${error instanceof Error ? error.stack : String(error)}`
}
