import { withClient } from '@backend-rosetta/database/client'
import { BenchError } from '../bench-error.ts'

/** An app's pool, and what it listens and works with beside it. */
const connectionsPerServer = 15

/**
 * Servers that wait for a connection measure nothing, and take those of others.
 * @throws BenchError when PostgreSQL has too few connections left for so many servers and so many clients of pgbench
 */
export async function refuseTooFewConnections(
  serverUrl: string,
  { servers, clients }: { servers: number; clients: number },
): Promise<void> {
  const free = await withClient(serverUrl, async (client) => {
    const { rows } = await client.query<{ free: number }>(
      `select current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
         - count(*)::integer as free
       from pg_stat_activity where backend_type = 'client backend'`,
    )
    return rows[0]?.free ?? 0
  })
  const needed = servers * connectionsPerServer + clients
  if (needed <= free) return
  throw new BenchError(
    `PostgreSQL has ${free} free connections, and this takes up to ${needed}: ` +
      'measure fewer apps at a time, close other programs, or raise max_connections.',
  )
}
