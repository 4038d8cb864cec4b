import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { UserEnv } from '../context.ts'
import { DatabaseUnavailableError, rootOf } from '../db/errors.ts'
import type { Metrics } from '../metrics.ts'
import { pause } from '../pause.ts'
import type { OrderEventFeed } from './order-event-feed.ts'
import { readHistory } from './order-events.queries.ts'

interface Deps {
  feed: OrderEventFeed
  metrics?: Metrics
}

interface Following {
  orderId: string
  /** The last `seq` that the client has. */
  after: number
}

interface Sending extends Deps, Following {
  /** Aborts when the client is gone, and in the end. */
  signal: AbortSignal
}

const heartbeatMilliseconds = 15_000
const retryMilliseconds = 1000

// #region list-order-events
/** The events of an order as they come, as server-sent events (LIVE-1). */
export function streamEvents(c: Context<UserEnv>, deps: Deps, following: Following): Response {
  c.header('X-Accel-Buffering', 'no')
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
  const response = streamSSE(c, (stream) => {
    const sending = whileOpen(c, stream, { ...deps, ...following })
    // It outlives the handler: the connection that it reads by has to live as long.
    c.var.waitUntil(sending)
    return sending
  })
  response.headers.set('Cache-Control', 'no-store')
  // Hono sets them for HTTP/1.1. How bytes travel is the server's business, and of none on other platforms.
  response.headers.delete('Transfer-Encoding')
  response.headers.delete('Connection')
  return response
}

async function send(c: Context<UserEnv>, stream: SSEStreamingApi, sending: Sending): Promise<void> {
  const { feed, orderId, signal } = sending
  let { after } = sending
  for await (const _ of feed.changes(orderId, signal)) {
    const history = await read(c, { orderId, after }, signal)
    for (const event of history?.events ?? []) await stream.writeSSE(messageOf(event))
    after = history?.events.at(-1)?.seq ?? after
    // Who loses access while the stream is open gets no more of it.
    if (!history || history.over) return
  }
}
// #endregion

async function whileOpen(c: Context<UserEnv>, stream: SSEStreamingApi, sending: Deps & Following) {
  const { metrics } = sending
  const gone = new AbortController()
  stream.onAbort(() => gone.abort())
  const heartbeat = setInterval(keepOpen(stream), heartbeatMilliseconds)
  metrics?.eventStreamOpened()
  try {
    await stream.write(`retry: ${retryMilliseconds}\n\n`)
    await send(c, stream, { ...sending, signal: gone.signal })
  } catch (error) {
    // Not passed on: Hono would send the text of the error to the client.
    c.var.log.error({ err: rootOf(error) }, 'event stream failed')
  } finally {
    gone.abort()
    clearInterval(heartbeat)
    metrics?.eventStreamClosed()
  }
}

/** The stream outlives an outage of the database. */
async function read(c: Context<UserEnv>, following: Following, signal: AbortSignal) {
  const { db, auth } = c.var
  while (!signal.aborted) {
    try {
      return await readHistory(db, { sessionId: auth.sessionId, ...following })
    } catch (error) {
      if (!(rootOf(error) instanceof DatabaseUnavailableError)) throw error
      await pause(retryMilliseconds, signal)
    }
  }
  return undefined
}

/** A comment now and then. A client that has not taken the one before is gone, or too slow. */
function keepOpen(stream: SSEStreamingApi): () => void {
  let taken = true
  return () => {
    if (!taken) stream.abort()
    taken = false
    void stream.write(':\n\n').then(() => {
      taken = true
    })
  }
}

function messageOf(event: OrderEvent) {
  return { id: String(event.seq), event: event.type, data: JSON.stringify(event) }
}
