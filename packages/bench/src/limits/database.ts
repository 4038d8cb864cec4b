import pg from 'pg'

/** As many connections as the apps have. */
export function createPool(connectionString: string): pg.Pool {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  return new pg.Pool({ connectionString, max: 10 })
}

const names = new Map<string, string>()

/** A prepared statement: PostgreSQL parses it once per connection. */
export async function run<Row extends object>(
  connection: pg.Pool | pg.PoolClient,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const name = names.get(text) ?? `s${names.size}`
  names.set(text, name)
  const { rows } = await connection.query<Row>({ name, text, values })
  return rows
}

export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
