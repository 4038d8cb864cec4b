import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { App } from '../apps.ts'
import { turboProgram } from '../turbo.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/**
 * Builds the apps and the packages that they use; what has not changed comes from turbo's cache.
 * @throws UserError with the compiler's messages
 */
export async function build(apps: readonly App[], signal: AbortSignal): Promise<void> {
  const filters = apps.map((app) => `--filter=./${app.folder}`)
  const options = ['--output-logs=errors-only', '--log-order=grouped', '--log-prefix=none']
  const child = spawn(process.execPath, [turboProgram, 'run', 'build', ...filters, ...options], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  })
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  )
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code === 0) return
  throw new UserError(`The build failed:\n${output.trim() || errors.trim()}`)
}
