import { createHash } from 'node:crypto'
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'
import { type Account, canEnter } from './account.ts'
import { type Binaries, binariesIn, copyBinaries, findBinaries, restoreLinks } from './binaries.ts'

/** Where a server runs from, where its data lies and who it runs as. */
export interface Placement {
  binaries: Binaries
  /** Holds the cluster in `data`, its log and its password. */
  folder: string
  temporary: boolean
  /** Absent: the current user. */
  account: Account | undefined
}

type Say = (text: string) => void

/**
 * Chooses where the data lives: where it is wanted, unless that is out of reach of the account that must run the
 * server; then beside the temporary files.
 * @param wanted `null` for a folder that ends with the server.
 * @param say told when the data is not where it is looked for.
 */
export function chooseFolder(wanted: string | null, account: Account | undefined, say: Say): string {
  if (wanted === null) return temporaryFolder(account)
  const folder = resolve(wanted)
  mkdirSync(folder, { recursive: true })
  if (account === undefined || canEnter(folder, account)) return folder
  const shelter = join(shelterBase(account, ['/var/tmp', tmpdir()]), `backend-rosetta-${hash(folder)}`)
  say(`PostgreSQL runs as "${account.name}", who may not enter ${folder}: its data lives in ${shelter}.`)
  mkdirSync(shelter, { recursive: true, mode: 0o711 })
  refuseForeign(shelter)
  return shelter
}

/** Finds the programs; puts a copy beside the data where the account cannot reach the installed ones. */
export function provideBinaries(folder: string, account: Account | undefined): Binaries {
  const installed = findBinaries()
  return isUsable(installed, account) ? installed : shelterBinaries(installed, folder)
}

function temporaryFolder(account: Account | undefined): string {
  const base = account === undefined ? tmpdir() : shelterBase(account, [tmpdir(), '/var/tmp', '/tmp'])
  const folder = mkdtempSync(join(base, 'backend-rosetta-'))
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}

function shelterBase(account: Account, candidates: readonly string[]): string {
  const base = candidates.find((path) => existsSync(path) && canEnter(path, account))
  if (base !== undefined) return base
  throw new DatabaseSetupError(
    `PostgreSQL runs as "${account.name}" here and finds no folder for temporary files that it may enter: set TMPDIR to one.`,
  )
}

function isUsable(binaries: Binaries, account: Account | undefined): boolean {
  if (account !== undefined && !canEnter(binaries.folder, account)) return false
  try {
    restoreLinks(binaries)
    return true
  } catch {
    // Installed by somebody else, without links, and not ours to write to.
    return false
  }
}

function shelterBinaries(installed: Binaries, folder: string): Binaries {
  const target = join(folder, `native-${installed.version}`)
  if (!existsSync(target)) {
    const incomplete = `${target}.new`
    rmSync(incomplete, { recursive: true, force: true })
    restoreLinks(copyBinaries(installed, incomplete))
    renameSync(incomplete, target)
  }
  return binariesIn(target, installed.version)
}

/** The name can be guessed and the folder for temporary files is everybody's: run nothing that others put there. */
function refuseForeign(folder: string): void {
  const stats = lstatSync(folder)
  if (stats.isDirectory() && stats.uid === process.getuid?.()) return
  throw new DatabaseSetupError(`${folder} belongs to somebody else: remove it, or set DATABASE_URL.`)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
