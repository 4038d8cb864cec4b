import pg from 'pg'

/** A lock in the database, held until it is released: whoever needs it stands still there. */
export async function holdLock(databaseUrl: string, statement: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(statement)
  return {
    release: () => client.end(),
    [Symbol.asyncDispose]: () => client.end().catch(() => undefined),
  }
}
