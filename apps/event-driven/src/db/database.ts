import type pg from 'pg'
import { DatabaseUnavailableError, isUnavailable } from './errors.ts'
import { createNotifier, type Notify } from './notifier.ts'
import type { Sql } from './sql.ts'

/** What a statement runs on: the pool, or the transaction it is part of. */
export interface Queries {
  /** `Row` is what the statement selects: the types of the driver, bigint as a number. */
  query: <Row extends pg.QueryResultRow>(statement: Sql) => Promise<Row[]>
}

export interface Trx extends Queries {
  readonly isTransaction: true
  /** Once it has committed. */
  notify: Notify
}

export interface Db extends Queries {
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction: <Result>(work: (trx: Trx) => Promise<Result>) => Promise<Result>
  notify: Notify
  end: () => Promise<void>
}

export function createDatabase(pool: pg.Pool): Db {
  async function withClient<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect().catch((error: unknown) => {
      throw new DatabaseUnavailableError(error)
    })
    let broken = false
    try {
      return await work(client)
    } catch (error) {
      // After a timeout the answer may still come, to whoever asks next: this connection is of no more use.
      broken = error instanceof DatabaseUnavailableError
      throw error
    } finally {
      client.release(broken)
    }
  }

  const query: Db['query'] = (statement) => withClient((client) => run(client, statement))
  const notify = createNotifier(query)

  async function transaction<Result>(
    client: pg.PoolClient,
    work: (trx: Trx) => Promise<Result>,
  ): Promise<Result> {
    const news: Array<Parameters<Notify>> = []
    // On its way with the first statement of the work: nothing is to be learnt from its answer.
    const begun = run(client, begin)
    begun.catch(ignore)
    try {
      const result = await work({
        isTransaction: true,
        query: (statement) => run(client, statement),
        notify: (...said) => news.push(said),
      })
      await begun
      await run(client, commit)
      for (const said of news) notify(...said)
      return result
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) await run(client, rollback)
      throw error
    }
  }

  return {
    query,
    transaction: (work) => withClient((client) => transaction(client, work)),
    notify,
    end: () => pool.end(),
  }
}

const begin: Sql = { text: 'begin', values: [] }
const commit: Sql = { text: 'commit', values: [] }
const rollback: Sql = { text: 'rollback', values: [] }

/** A statement is prepared once per connection, and an unreachable database has one error. */
async function run<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  { text, values }: Sql,
): Promise<Row[]> {
  const name = values.length > 0 ? statementName(text) : undefined
  try {
    const { rows } = await client.query<Row>({ text, values: [...values], ...(name && { name }) })
    return rows
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailableError(error) : error
  }
}

function ignore(): void {
  // Whoever waits for it is told.
}

const statementNames = new Map<string, string>()
const maxPreparedStatements = 300

/** The combinations of filters and orders are many: they must not fill the server's memory. */
function statementName(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known || statementNames.size >= maxPreparedStatements) return known
  const name = `s${statementNames.size}`
  statementNames.set(text, name)
  return name
}
