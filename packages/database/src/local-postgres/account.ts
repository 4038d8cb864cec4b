import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'

/** The user that PostgreSQL runs as where it may not run as the current one. */
export interface Account {
  name: string
  uid: number
  gid: number
}

const candidates = ['postgres', '_postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. Root can lend it another account; anyone else runs it as themselves.
 * @param data the cluster to serve: one that is there already belongs to an account.
 * @throws DatabaseSetupError when root's system has no such account.
 */
export function serverAccount(data: string | null): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = data === null ? undefined : statSync(data, { throwIfNoEntry: false })
  if (owner !== undefined) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  for (const name of candidates) {
    const uid = id('-u', name)
    const gid = id('-g', name)
    if (uid !== undefined && gid !== undefined) return { name, uid, gid }
  }
  throw new DatabaseSetupError(
    `PostgreSQL does not run as root and this system has no user ${candidates.join(', ')}: run this as another user, or set DATABASE_URL.`,
  )
}

/** Whether the account can reach what is inside `folder`: it may search the folder and each one above it. */
export function canEnter(folder: string, account: Account): boolean {
  const parent = dirname(folder)
  return maySearch(folder, account) && (parent === folder || canEnter(parent, account))
}

function maySearch(folder: string, { uid, gid }: Account): boolean {
  const stats = statSync(folder)
  if (stats.uid === uid) return (stats.mode & 0o100) !== 0
  if (stats.gid === gid) return (stats.mode & 0o010) !== 0
  return (stats.mode & 0o001) !== 0
}

function id(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}
