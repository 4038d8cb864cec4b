import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'

export type Channel = 'order_events' | 'outbox' | 'deliveries'

/** `payload` is undefined when anything may have been missed: look everywhere. */
type Listener = (payload: string | undefined) => void

export interface Notifications {
  start: () => void
  stop: () => Promise<void>
  /** Returns what ends the subscription. */
  on: (channel: Channel, listener: Listener) => () => void
  /** Milliseconds after which to look without having been told: soon, while there is nobody to tell. */
  patience: () => number
}

interface Options {
  databaseUrl: string
  channels: readonly Channel[]
  logger: Pick<Logger, 'warn'>
}

const watchMilliseconds = 5000
const patience = { listening: 1000, deaf: 200 }

/**
 * What PostgreSQL notifies of, for this process: one connection of its own that LISTENs. A notification only says
 * where to look, so that losing one loses nothing: after every reconnect all listeners look again.
 */
export function createNotifications({ databaseUrl, channels, logger }: Options): Notifications {
  const listeners = new Map<string, Set<Listener>>()
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let isListening = false

  // #region listen
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await listen()
      } catch (err) {
        if (!stopping.signal.aborted) logger.warn({ err }, 'lost the connection for notifications')
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
      application_name: 'backend-rosetta-event-driven-notifications',
    })
    const over = new Promise<void>((resolve, reject) => client.on('end', resolve).on('error', reject))
    over.catch(ignore)
    client.on('notification', ({ channel, payload }) => tell(listeners.get(channel), payload))
    const close = () => void client.end().catch(ignore)
    stopping.signal.addEventListener('abort', close, { once: true })
    try {
      await client.connect()
      for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      isListening = true
      for (const all of listeners.values()) tell(all, undefined)
      await Promise.race([over, watch(client)])
    } finally {
      isListening = false
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
      stopping.abort()
      return running
    },
    on(channel, listener) {
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
      return () => all.delete(listener)
    },
    patience: () => (isListening ? patience.listening : patience.deaf),
  }
}

/** Rejects when the connection does not answer any more: a network that is lost says nothing. */
async function watch(client: pg.Client): Promise<never> {
  for (;;) {
    await sleep(watchMilliseconds, undefined, { ref: false })
    await client.query('select 1')
  }
}

function tell(listeners: Iterable<Listener> = [], payload: string | undefined): void {
  for (const listener of listeners) listener(payload)
}

function ignore(): void {
  // The connection is over, or the wait was cut short: both are what was asked for.
}
