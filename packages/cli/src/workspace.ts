import path from 'node:path'

/** The clone's top folder. */
export const workspaceRoot = path.resolve(import.meta.dirname, '../../..')

/**
 * Everything that `start` keeps from run to run: database, ledger, secret, logs. Ignored by Git. Tests name another
 * folder, so as not to disturb a running `start`.
 */
export const dataFolder = path.resolve(workspaceRoot, process.env['ROSETTA_DATA'] ?? '.data')

/** A path as the user would type it at the top of the clone. */
export function fromRoot(file: string): string {
  return path.relative(workspaceRoot, file)
}
