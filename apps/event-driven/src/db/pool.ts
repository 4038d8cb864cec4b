import pg from 'pg'

/**
 * Within the 3 s of clause OPS-1. They do not add up: a request that waits for a connection is refused when its time is
 * over, and while it waits no connection is idle that could turn out to be dead.
 */
const connectionTimeoutMillis = 2500
const query_timeout = 2500
/** Longer than any transaction of a process that lives. */
const idle_in_transaction_session_timeout = 10_000

export interface PoolOptions {
  url: string
  size: number
  /** What the server shows in pg_stat_activity. */
  name: string
  /** Whether a commit waits for the disk. What may as well be done twice need not wait. */
  waitsForDisk?: boolean
  /**
   * Whether all connections are opened at once, and kept. A password is proven by work of libuv's threads, which may
   * be busy with hashing the passwords of users: who needs a new connection in such a moment waits for seconds.
   */
  keepsOpen?: boolean
  onIdleError: (error: Error) => void
}

export function createPool({
  url,
  size,
  name,
  waitsForDisk = true,
  keepsOpen = false,
  onIdleError,
}: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis,
    query_timeout,
    keepAlive: true,
    // What is asked without waiting for an answer in between is sent at once.
    pipeline: true,
    // Whoever holds locks and is not heard of must not hold up the others: a process that is stopped, a lost machine.
    idle_in_transaction_session_timeout,
    application_name: `backend-rosetta-event-driven-${name}`,
    min: keepsOpen ? size : 0,
    ...(!waitsForDisk && { options: '-c synchronous_commit=off' }),
    types: { getTypeParser },
  })
  // A connection that breaks is replaced, and its query fails. Unheard, these events would end the process on top.
  pool.on('error', onIdleError)
  pool.on('connect', (client) => client.on('error', ignore))
  if (keepsOpen) void open(pool, size)
  return pool
}

/** Without a database they are opened when they are needed, as in any pool. */
async function open(pool: pg.Pool, size: number): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: size }, () => pool.connect()))
  for (const outcome of opened) if (outcome.status === 'fulfilled') outcome.value.release()
}

function ignore(): void {
  // Whoever uses the connection is told by its query.
}

/** Counts and totals are bigint in SQL and exact as a number: they stay below 2^53. */
function getTypeParser(...[oid, format]: Parameters<typeof pg.types.getTypeParser>) {
  if (oid === pg.types.builtins.INT8) return Number
  return pg.types.getTypeParser(oid, format)
}
