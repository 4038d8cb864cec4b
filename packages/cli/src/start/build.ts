import { spawn } from 'node:child_process'
import os from 'node:os'
import { text } from 'node:stream/consumers'
import { turboProgram } from '../turbo.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/**
 * Builds workspaces and the packages that they use; what has not changed comes from turbo's cache.
 * @param places their folders, relative to the clone
 * @param options inBackground leaves the processors to whoever else wants them
 * @throws UserError with the compiler's messages
 */
export async function build(
  places: ReadonlyArray<{ folder: string }>,
  signal: AbortSignal,
  { inBackground = false } = {},
): Promise<void> {
  const filters = places.map(({ folder }) => `--filter=./${folder}`)
  const options = ['--output-logs=errors-only', '--log-order=grouped', '--log-prefix=none']
  const child = spawn(process.execPath, [turboProgram, 'run', 'build', ...filters, ...options], {
    cwd: workspaceRoot,
    // What runs on this machine is served at the root, whatever the site is deployed at.
    env: { ...process.env, DOCS_BASE: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  })
  if (inBackground && child.pid !== undefined)
    os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  )
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code === 0) return
  throw new UserError(`The build failed:\n${output.trim() || errors.trim()}`)
}
