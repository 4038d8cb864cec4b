import pg from 'pg'
import { DatabaseUnavailableError, isUnavailable } from './errors.ts'

/**
 * Within the 3 s of clause OPS-1, and before a platform loses its patience. It holds for connecting and for each query,
 * which do not add up: a request that waits for a connection does not query yet.
 */
const usualTimeoutMilliseconds = 2500

export interface PoolOptions {
  url: string
  /** Most connections: many where a process serves many requests, one where an instance serves one at a time. */
  size: number
  applicationName: string
  /** Shorter than usual where requests have waited before they get here. */
  timeoutMilliseconds?: number
  /**
   * Whether the server keeps what it has parsed and planned. Only for sessions of one's own: behind a pooler in
   * transaction mode the next statement may meet another session, which knows nothing of it.
   */
  prepare?: boolean
  onIdleError: (error: Error) => void
}

/** Connections for Drizzle. */
export function createPool(options: PoolOptions): pg.Pool {
  const { timeoutMilliseconds = usualTimeoutMilliseconds } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size,
    connectionTimeoutMillis: timeoutMilliseconds,
    query_timeout: timeoutMilliseconds,
    keepAlive: true,
    application_name: options.applicationName,
  })
  // A connection that breaks is replaced, and its query fails. Unheard, these events would end the process on top.
  // On Workers every connection says at its end that it was closed: that one is no loss.
  pool.on('error', (error) => pool.ending || options.onIdleError(error))
  pool.on('connect', (client) => client.on('error', ignore))
  return guarded(pool, options.prepare ? named : unnamed)
}

/**
 * Drizzle 0.45 gives a connection back as if it were good whatever happened to it, and not at all when its BEGIN
 * failed. Here one that has failed leaves the pool at once, and an unreachable database has one error.
 */
function guarded(pool: pg.Pool, name: Naming): pg.Pool {
  async function acquire(): Promise<Guard> {
    const client = await pool.connect().catch((error: unknown) => {
      throw new DatabaseUnavailableError(error)
    })
    return guardOf(client, name)
  }

  async function connect(): Promise<pg.PoolClient> {
    return guardedClient(await acquire())
  }

  async function query(config: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const guard = await acquire()
    try {
      return await guard.query(config, values)
    } finally {
      guard.release()
    }
  }

  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return connect
      if (name === 'query') return query
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

type Guard = ReturnType<typeof guardOf>

function guardOf(client: pg.PoolClient, name: Naming) {
  let released = false

  function release(error?: Error | boolean): void {
    if (!released) client.release(error)
    released = true
  }

  async function query(config: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    try {
      return await client.query(name(config), values)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      // After a timeout the answer may still come, to whoever asks next: this connection is of no more use.
      release(true)
      throw new DatabaseUnavailableError(error)
    }
  }

  return { client, query, release }
}

/** For a transaction: the connection itself in Drizzle's eyes. */
function guardedClient({ client, query, release }: Guard): pg.PoolClient {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query
      if (name === 'release') return release
      return Reflect.get(target, name, target)
    },
  })
}

type Naming = (statement: pg.QueryConfig) => pg.QueryConfig

const unnamed: Naming = (statement) => statement

const names = new Map<string, string>()
const maxPreparedStatements = 300

/** Statements that exist in many lengths (lists of values) must not fill the server's memory. */
const named: Naming = (statement) => {
  const { text } = statement
  if (!names.has(text) && names.size < maxPreparedStatements) names.set(text, `s${names.size}`)
  const name = names.get(text)
  return name === undefined ? statement : { ...statement, name }
}

function ignore(): void {
  // Whoever uses the connection is told by its query.
}
