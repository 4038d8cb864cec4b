import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Migration {
  /** The file's name, like `0001_accounts.sql`. Those of a folder run in the order of their names. */
  name: string
  sql: string
  /** SHA-256 of the text, in hexadecimal; the same whatever line ends the checkout has. */
  checksum: string
}

/** The folder of this package's own migrations. */
export const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))

/** Reads the migrations of folders, in the order in which they run: one folder after the other. */
export async function readMigrations(folders: readonly string[] = [migrationsFolder]): Promise<Migration[]> {
  const lists = await Promise.all(folders.map(readFolder))
  return lists.flat()
}

/** One short name for a list of migrations: it changes when any of them does. */
export function fingerprint(migrations: readonly Migration[]): string {
  const text = migrations.map(({ name, checksum }) => `${name}:${checksum}`).join('\n')
  return sha256(text).slice(0, 12)
}

async function readFolder(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map((name) => readMigration(folder, name)))
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { name, sql, checksum: sha256(sql) }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
