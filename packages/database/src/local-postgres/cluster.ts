import type { StdioOptions } from 'node:child_process'
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
  const { account } = placement
  const incomplete = `${data}.new`
  rmSync(incomplete, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(incomplete, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  if (account !== undefined) {
    for (const path of [incomplete, passwordFile]) chownSync(path, account.uid, account.gid)
  }
  await runInitdb(placement, log, [`--pgdata=${incomplete}`, `--pwfile=${passwordFile}`])
  renameSync(incomplete, data)
}

async function runInitdb(placement: Placement, log: string, paths: string[]): Promise<void> {
  const { account, binaries, folder, temporary } = placement
  const args = [...paths, ...initdbOptions, ...(temporary ? ['--no-sync'] : [])]
  const output = openSync(log, 'w')
  try {
    const stdio: StdioOptions = ['ignore', output, output]
    const child = startProgram(binaries.initdb, args, { cwd: folder, account, stdio })
    if ((await ended(child)) !== 0) throw new DatabaseSetupError(explainFailure(log))
  } finally {
    closeSync(output)
  }
}

const initdbOptions = [
  // The same on every system: UTF-8, letters of all languages have cases, text sorts by code point.
  '--encoding=UTF8',
  '--no-locale',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--username=postgres',
  '--auth=scram-sha-256',
  '--no-instructions',
]

function refuseOtherVersion({ binaries }: Placement, data: string): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const [ours] = binaries.version.split('.')
  if (made === ours) return
  throw new DatabaseSetupError(
    `The data in ${data} was made by PostgreSQL ${made} and this checkout brings ${ours}: start with --reset to begin anew.`,
  )
}
