import pg from 'pg'
import { withClient } from './client.ts'
import { codeOf } from './connection-errors.ts'
import { DatabaseSetupError } from './errors.ts'

/** The URL of another database on the same server, with the same user and settings. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}

/**
 * Creates a database where it is missing; with `reset`, drops it first.
 * @param serverUrl the URL of any database on the server.
 * @returns the URL of the database.
 * @throws DatabaseSetupError when the server cannot be reached or its user may not create databases.
 */
export async function ensureDatabase(
  serverUrl: string,
  name: string,
  options: { reset?: boolean } = {},
): Promise<string> {
  if (options.reset) await dropDatabase(serverUrl, name)
  await withMaintenanceClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await createDatabase(client, name, await unicode(client))
  })
  return databaseUrl(serverUrl, name)
}

/** Drops a database, also while others are connected to it. Nothing happens when it is not there. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withMaintenanceClient(serverUrl, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  )
}

/**
 * `create database`, with options in SQL; that it exists already is no error, others may create it at the same moment.
 */
export async function createDatabase(client: pg.Client, name: string, options: string): Promise<void> {
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)} ${options}`)
  } catch (error) {
    const code = codeOf(error)
    if (code === '42P04' || code === '23505') return
    if (code !== '42501') throw error
    throw new DatabaseSetupError(
      `The user "${client.user}" may not create the database ${name} on ${client.host}:${client.port}: ` +
        `run ALTER ROLE ${client.user} CREATEDB there, or unset DATABASE_URL to use a local PostgreSQL.`,
      { cause: error },
    )
  }
}

/** Runs `work` connected to the database that the URL names or, where there is none, to `postgres`. */
export async function withMaintenanceClient<Result>(
  serverUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const named = new URL(serverUrl).pathname.length > 1
  return withClient(named ? serverUrl : databaseUrl(serverUrl, 'postgres'), work)
}

/** A server set up without a locale makes databases that know ASCII only, unless they are asked for more. */
async function unicode(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ encoding: string }>(
    `select pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'template1'`,
  )
  if (rows[0]?.encoding === 'UTF8') return ''
  return `template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'und'`
}
