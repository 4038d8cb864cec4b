import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { App } from '../apps.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/** turbo's own program, so that it can be run with Node and no shell. */
export const turboProgram = path.join(workspaceRoot, 'node_modules/turbo/bin/turbo')

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
