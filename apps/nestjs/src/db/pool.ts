import pg from 'pg'
import { DatabaseUnavailableError, saysUnavailable } from './errors.ts'

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (destroy?: unknown) => void,
) => void

/**
 * The pool that TypeORM is given. Its clients prepare each statement once per connection, and whatever the reason, a
 * database that is not there is a `DatabaseUnavailableError`.
 */
export class PreparingPool extends pg.Pool {
  constructor(config?: pg.PoolConfig) {
    super(config)
    this.on('connect', (client) => {
      // Whoever uses the connection is told by its query. Unheard, the event would end the process on top.
      client.on('error', () => undefined)
      prepareStatements(client)
    })
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const connecting = super.connect().catch((error: unknown) => {
      throw new DatabaseUnavailableError(error)
    })
    if (!callback) return connecting
    connecting.then(
      (client) => callback(undefined, client, (destroy) => client.release(Boolean(destroy))),
      (error) => callback(error, undefined, () => undefined),
    )
    return undefined
  }
}

/** Replaces `query(sql, parameters)`, the form that TypeORM uses, by one whose statements have names. */
function prepareStatements(client: pg.ClientBase): void {
  const send = client.query.bind<(config: pg.QueryConfig) => Promise<pg.QueryResult>>(client)

  async function query(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    const name = values.length > 0 ? statementName(text) : undefined
    try {
      return await send({ text, values, ...(name && { name }) })
    } catch (error) {
      if (!saysUnavailable(error)) throw error
      // After a timeout the answer may still come, to whoever asks next: this connection is of no more use.
      void end()
      throw new DatabaseUnavailableError(error)
    }
  }
  const end = async () => (client instanceof pg.Client ? client.end() : undefined)
  Object.assign(client, { query })
}

const statementNames = new Map<string, string>()
const maxPreparedStatements = 300

/** Statements that exist in many lengths (lists of values) must not fill the server's memory. */
function statementName(sql: string): string | undefined {
  const known = statementNames.get(sql)
  if (known || statementNames.size >= maxPreparedStatements) return known
  const name = `s${statementNames.size}`
  statementNames.set(sql, name)
  return name
}
