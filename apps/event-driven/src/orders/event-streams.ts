import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authOf } from '../auth/access.ts'
import { findUserOfSession } from '../auth/auth.queries.ts'
import type { Queries } from '../db/database.ts'
import { DatabaseUnavailableError } from '../db/errors.ts'
import type { Metrics } from '../metrics.ts'
import { DomainError } from '../problems.ts'
import type { HistoryEntry } from './history.ts'
import type { OrderSignals } from './order-signals.ts'
import { type History, listOrderEvents } from './orders.queries.ts'

interface Deps {
  db: Queries
  signals: OrderSignals
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
export function createEventStreams({ db, signals, metrics }: Deps) {
  const stopping = new AbortController()

  // #region list-order-events
  function follow(reply: FastifyReply, following: Following): Readable {
    const { request, raw } = reply
    const bell = createBell()
    const stream = Readable.from(send(request, following, bell))
    const unsubscribe = signals.subscribe(following.orderId, () => bell.ring('events'))
    const heartbeat = setInterval(() => {
      // A client that has read nothing since the last beat is gone, or too slow.
      if (raw.writableNeedDrain) stream.destroy()
      bell.ring('beat')
    }, heartbeatMilliseconds)
    const end = () => bell.ring('end')
    stopping.signal.addEventListener('abort', end)
    if (stopping.signal.aborted) end()
    metrics.eventStreams.inc()
    stream.once('close', () => {
      metrics.eventStreams.dec()
      stopping.signal.removeEventListener('abort', end)
      clearInterval(heartbeat)
      unsubscribe()
      end()
    })
    return stream
  }

  /** Asked for more when the client has taken what there was: it reads, sends, and waits for the bell. */
  async function* send(request: FastifyRequest, { orderId, after }: Following, bell: Bell) {
    yield 'retry: 1000\n\n'
    let last = after
    for (;;) {
      const { events, over } = await read(request, orderId, bell)
      for (const event of events.slice(last)) yield format(event)
      last = Math.max(last, events.length)
      if (over) return
      const rung = await bell.rung()
      if (rung.has('end')) return
      if (rung.has('beat')) yield ':\n\n'
    }
  }
  // #endregion

  async function read(request: FastifyRequest, orderId: string, bell: Bell): Promise<History> {
    try {
      // Who loses access while the stream is open gets no more of it.
      const user = await findUserOfSession(db, authOf(request).sessionId)
      if (user) return await listOrderEvents(db, orderId, user)
    } catch (error) {
      // The stream outlives an outage of the database.
      if (error instanceof DatabaseUnavailableError) {
        setTimeout(bell.ring, retryMilliseconds, 'events').unref()
        return { events: [], over: false }
      }
      if (!(error instanceof DomainError)) request.log.error({ err: error }, 'event stream failed')
    }
    return { events: [], over: true }
  }

  return { follow, stop: () => stopping.abort() }
}

type Ring = 'events' | 'beat' | 'end'

interface Bell {
  ring: (why: Ring) => void
  /** Why it was rung since the last time, or will be. */
  rung: () => Promise<ReadonlySet<Ring>>
}

/** What was rung while nobody waited is not lost. */
function createBell(): Bell {
  let rings = new Set<Ring>()
  let waiting = Promise.withResolvers<void>()
  return {
    ring(why) {
      rings.add(why)
      waiting.resolve()
    },
    async rung() {
      await waiting.promise
      const since = rings
      rings = new Set()
      waiting = Promise.withResolvers()
      return since
    },
  }
}

/** Source: HTML Living Standard, section 9.2.5. JSON on one line needs no escaping there. */
function format(event: HistoryEntry): string {
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
