import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'
import { explainFailure } from './failures.ts'
import type { Placement } from './placement.ts'
import { ended, startProgram } from './programs.ts'

/** A folder that `initdb` made, with what is needed to log in to it. */
export interface Cluster {
  data: string
  /** PostgreSQL writes its messages there. */
  log: string
  password: string
}

/**
 * Opens the cluster in the folder, or makes a new one where there is none.
 * @throws DatabaseSetupError when it was made by another major version, or cannot be made.
 */
export async function openCluster(placement: Placement): Promise<Cluster> {
  const { folder } = placement
  const files = { data: join(folder, 'data'), log: join(folder, 'postgres.log') }
  const passwordFile = join(folder, 'password')
  if (!existsSync(files.data)) await createCluster(placement, { ...files, passwordFile })
  else refuseOtherVersion(placement, files.data)
  return { ...files, password: readFileSync(passwordFile, 'utf8') }
}

interface NewCluster {
  data: string
  log: string
  passwordFile: string
}

/** Made under another name first: a cluster that is there is complete. */
async function createCluster(placement: Placement, { data, log, passwordFile }: NewCluster): Promise<void> {
  const { account, binaries, temporary } = placement
  const incomplete = `${data}.new`
  rmSync(incomplete, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(incomplete, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  for (const path of account === undefined ? [] : [incomplete, passwordFile]) {
    chownSync(path, account?.uid ?? 0, account?.gid ?? 0)
  }
  const output = openSync(log, 'w')
  try {
    const args = [...initdbArguments(incomplete, passwordFile), ...(temporary ? ['--no-sync'] : [])]
    const child = startProgram(binaries.initdb, args, {
      cwd: incomplete,
      account,
      stdio: ['ignore', output, output],
    })
    const code = await ended(child)
    if (code !== 0) throw new DatabaseSetupError(explainFailure(log))
  } finally {
    closeSync(output)
  }
  renameSync(incomplete, data)
}

// The same on every system: UTF-8, letters of all languages have cases, text sorts by code point.
function initdbArguments(data: string, passwordFile: string): string[] {
  const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const login = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  return [`--pgdata=${data}`, ...locale, ...login, '--no-instructions']
}

function refuseOtherVersion({ binaries }: Placement, data: string): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const [ours] = binaries.version.split('.')
  if (made === ours) return
  throw new DatabaseSetupError(
    `The data in ${data} was made by PostgreSQL ${made} and this checkout brings ${ours}: start with --reset to begin anew.`,
  )
}
