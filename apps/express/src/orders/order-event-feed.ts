import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'

interface Subscriber {
  /** There may be new events: read them. */
  wake: () => void
  /** The server stops. */
  end: () => void
}

export interface OrderEventFeed {
  start: () => void
  stop: () => Promise<void>
  /** Returns what ends the subscription. */
  subscribe: (orderId: string, subscriber: Subscriber) => () => void
}

interface Deps {
  databaseUrl: string
  logger: Logger
}

const watchMilliseconds = 5000

/**
 * Tells the event streams of this instance that an order has new events, whichever instance made them: one connection
 * of its own that LISTENs. A notification carries no event, so that losing one loses nothing: after every reconnect
 * all streams read again.
 */
export function createOrderEventFeed({ databaseUrl, logger }: Deps): OrderEventFeed {
  const subscribers = new Map<string, Set<Subscriber>>()
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  // #region list-order-events
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await listen()
      } catch (err) {
        if (!stopping.signal.aborted) logger.warn({ err }, 'lost the connection for order events')
      }
      await sleep(500, undefined, { signal: stopping.signal }).catch(ignore)
    }
  }

  /** Resolves or rejects when the connection is over. */
  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 2000,
      query_timeout: 2000,
      application_name: 'backend-rosetta-express-feed',
    })
    const over = new Promise<void>((resolve, reject) => client.on('end', resolve).on('error', reject))
    over.catch(ignore)
    client.on('notification', ({ payload }) => wake(subscribers.get(payload ?? '')))
    const close = () => void client.end().catch(ignore)
    stopping.signal.addEventListener('abort', close, { once: true })
    try {
      await client.connect()
      await client.query('listen order_events')
      for (const streams of subscribers.values()) wake(streams)
      await Promise.race([over, watch(client)])
    } finally {
      stopping.signal.removeEventListener('abort', close)
      close()
    }
  }
  // #endregion

  return {
    start() {
      running = run()
    },
    stop() {
      for (const streams of subscribers.values()) for (const { end } of streams) end()
      stopping.abort()
      return running
    },
    subscribe(orderId, subscriber) {
      const streams = subscribers.get(orderId) ?? new Set()
      subscribers.set(orderId, streams.add(subscriber))
      return () => {
        streams.delete(subscriber)
        if (streams.size === 0 && subscribers.get(orderId) === streams) subscribers.delete(orderId)
      }
    },
  }
}

/** Rejects when the connection does not answer any more: a network that is lost says nothing. */
async function watch(client: pg.Client): Promise<never> {
  for (;;) {
    await sleep(watchMilliseconds, undefined, { ref: false })
    await client.query('select 1')
  }
}

function wake(streams: Iterable<Subscriber> = []): void {
  for (const { wake } of streams) wake()
}

function ignore(): void {
  // The connection is over, or the wait was cut short: both are what was asked for.
}
