import { once } from 'node:events'
import type { Request, Response } from 'express'
import { authOf } from '../auth/authenticate.ts'
import { findUserOfSession } from '../auth/sessions.repository.ts'
import type { Db } from '../db/database.ts'
import { DatabaseUnavailableError } from '../db/errors.ts'
import type { Metrics } from '../metrics.ts'
import { DomainError } from '../problems.ts'
import type { OrderEventFeed } from './order-event-feed.ts'
import type { StoredEvent } from './order-events.repository.ts'
import type { OrderService } from './orders.service.ts'

interface Deps {
  db: Db
  orders: OrderService
  feed: OrderEventFeed
  metrics: Pick<Metrics, 'eventStreams'>
}

interface Following {
  orderId: string
  /** The last `seq` that the client has. */
  after: number
}

const heartbeatMilliseconds = 15_000
const retryMilliseconds = 1000

export type EventStreams = ReturnType<typeof createEventStreams>

/** The events of an order as they come, as server-sent events (LIVE-1). */
export function createEventStreams({ db, orders, feed, metrics }: Deps) {
  // #region list-order-events
  /** Resolves when the stream is over. */
  async function send(req: Request, res: Response, { orderId, after }: Following): Promise<void> {
    const { sessionId } = authOf(req)
    res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    if (req.method === 'HEAD') {
      res.end()
      return
    }
    res.write('retry: 1000\n\n')

    const pump = createPump(res, {
      after,
      async read(last) {
        // Who loses access while the stream is open gets no more of it.
        const user = await findUserOfSession(db, sessionId)
        if (!user) throw new DomainError({ code: 'invalid_token' })
        return orders.listOrderEvents(orderId, user, last)
      },
      failed(error) {
        // The stream outlives an outage of the database.
        if (error instanceof DatabaseUnavailableError) {
          setTimeout(pump, retryMilliseconds).unref()
          return
        }
        if (!(error instanceof DomainError)) req.log.error({ err: error }, 'event stream failed')
        res.end()
      },
    })
    const unsubscribe = feed.subscribe(orderId, { wake: pump, end: () => res.end() })
    const heartbeat = setInterval(() => beat(res, pump), heartbeatMilliseconds)
    metrics.eventStreams.inc()
    pump()
    await once(res, 'close')
    metrics.eventStreams.dec()
    clearInterval(heartbeat)
    unsubscribe()
  }
  // #endregion

  return { send }
}

function beat(res: Response, pump: () => void): void {
  // A client that has read nothing since the last beat is gone, or too slow.
  if (res.writableNeedDrain) res.destroy()
  else res.write(':\n\n')
  pump()
}

interface Source {
  after: number
  read: (last: number) => Promise<{ events: StoredEvent[]; over: boolean }>
  failed: (error: unknown) => void
}

/** Reads what is new and sends it. Called while it is at work, it looks once more before it rests. */
function createPump(res: Response, { after, read, failed }: Source): () => void {
  let last = after
  let working = false
  let again = false

  async function work(): Promise<void> {
    working = true
    try {
      while (again && !res.writableEnded && !res.destroyed) {
        again = false
        const { events, over } = await read(last)
        for (const event of events) {
          if (!res.write(format(event))) await Promise.race([once(res, 'drain'), once(res, 'close')])
          last = event.seq
        }
        if (over) res.end()
      }
    } catch (error) {
      failed(error)
    }
    working = false
  }

  return () => {
    again = true
    if (!working) void work()
  }
}

/** Source: HTML Living Standard, section 9.2.5. JSON on one line needs no escaping there. */
function format(event: StoredEvent): string {
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
