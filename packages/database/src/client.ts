import pg from 'pg'
import { explainConnectionError } from './connection-errors.ts'

/**
 * Runs `work` with one connection to the database and closes it.
 * @throws DatabaseSetupError when the database cannot be reached.
 */
export async function withClient<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connect(databaseUrl)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Runs `work` between `begin` and `commit`; rolls back when it throws. */
export async function inTransaction<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    // The error of `work` is the one to tell about, also when the connection is gone.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  // A connection that breaks while idle is reported by the next query.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw explainConnectionError(error, databaseUrl)
  }
  return client
}
