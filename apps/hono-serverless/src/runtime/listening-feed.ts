import pg from 'pg'
import type { Logger } from '../logger.ts'
import type { OrderEventFeed } from '../orders/order-event-feed.ts'
import { pause } from '../pause.ts'

export interface ListeningFeed extends OrderEventFeed {
  start: () => void
  /** Ends all streams. */
  stop: () => Promise<void>
}

interface Deps {
  databaseUrl: string
  logger: Logger
}

type Wake = () => void

const reconnectMilliseconds = 500
const watchMilliseconds = 5000

/**
 * The feed of a process that stays: one connection of its own that LISTENs for all streams. A notification carries no
 * event, so that losing one loses nothing: after every reconnect all streams read again.
 */
export function createListeningFeed({ databaseUrl, logger }: Deps): ListeningFeed {
  const streams = new Map<string, Set<Wake>>()
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  // #region list-order-events
  async function* changes(orderId: string, signal: AbortSignal): AsyncGenerator<void> {
    const over = AbortSignal.any([signal, stopping.signal])
    let news = true
    let wake: Wake = ignore
    const wakeUp = () => {
      news = true
      wake()
    }
    over.addEventListener('abort', wakeUp, { once: true })
    const unsubscribe = subscribe(orderId, wakeUp)
    try {
      while (!over.aborted) {
        // What comes while the reader is at work is read in the next turn.
        if (!news)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        news = false
        if (!over.aborted) yield
      }
    } finally {
      unsubscribe()
    }
  }
  // #endregion

  function subscribe(orderId: string, wake: Wake): () => void {
    const others = streams.get(orderId) ?? new Set()
    streams.set(orderId, others.add(wake))
    return () => {
      others.delete(wake)
      if (others.size === 0 && streams.get(orderId) === others) streams.delete(orderId)
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await listen()
      } catch (err) {
        if (!stopping.signal.aborted) logger.warn({ err }, 'lost the connection for order events')
      }
      await pause(reconnectMilliseconds, stopping.signal)
    }
  }

  /** Resolves or rejects when the connection is over. */
  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 2000,
      query_timeout: 2000,
      application_name: 'backend-rosetta-hono-feed',
    })
    const closed = new AbortController()
    const over = new Promise<void>((resolve, reject) => client.on('end', resolve).on('error', reject))
    over.catch(ignore)
    client.on('notification', ({ payload }) => wakeAll(streams.get(payload ?? '')))
    const close = () => void client.end().catch(ignore)
    stopping.signal.addEventListener('abort', close, { once: true })
    try {
      await client.connect()
      await client.query('listen order_events')
      for (const wakes of streams.values()) wakeAll(wakes)
      await Promise.race([over, watch(client, closed.signal)])
    } finally {
      closed.abort()
      stopping.signal.removeEventListener('abort', close)
      close()
    }
  }

  return {
    changes,
    start() {
      running = run()
    },
    stop() {
      stopping.abort()
      return running
    },
  }
}

/** Rejects when the connection does not answer any more: a network that is lost says nothing. */
async function watch(client: pg.Client, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await client.query('select 1')
    await pause(watchMilliseconds, over)
  }
}

function wakeAll(wakes: Iterable<Wake> = []): void {
  for (const wake of wakes) wake()
}

function ignore(): void {
  // The connection is over, or nobody waits: both are what was asked for.
}
