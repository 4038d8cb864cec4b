import type { IncomingMessage } from 'node:http'
import { type OrderEvent, orderEventSchema } from '@backend-rosetta/contract/order-events'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { show } from '../difference.ts'
import { Failure } from '../failures.ts'
import { late } from '../grace.ts'
import type { Exchange } from './exchange.ts'
import { describe, headerPairs, type OutgoingRequest, open } from './transport.ts'
import { createWaiter } from './waiter.ts'

/** An event as it came over the wire. */
export interface ReceivedEvent {
  id: string | undefined
  type: string | undefined
  /** The data, held to the schema of order events. */
  data: OrderEvent
  /** `performance.now()` at its arrival. */
  at: number
}

/** The events of one order as they come. Closed by itself at the end of the check. */
export interface EventStream extends AsyncIterable<ReceivedEvent> {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The comments so far: what keeps an idle connection open. */
  readonly comments: readonly string[]
  /** The next event; fails when none comes within these milliseconds, or the stream ends. */
  next(within?: number): Promise<ReceivedEvent>
  /** The events up to the first of this type; fails when it does not come in time. */
  until(type: OrderEvent['type'], within?: number): Promise<ReceivedEvent[]>
  /** Waits until the server ends the stream; the events that came before it stay to be read. */
  ended(within?: number): Promise<void>
  /** Waits for the next comment. */
  comment(within: number): Promise<string>
  close(): void
}

interface StreamOptions {
  signal: AbortSignal
  /** Called once, when the head of the answer is there or will not come; the body grows afterwards. */
  record(exchange: Exchange): void
}

/** Opens a stream of events. Source: WHATWG HTML, server-sent events; clause LIVE-1. */
export async function openEventStream(
  outgoing: OutgoingRequest,
  options: StreamOptions,
): Promise<EventStream> {
  const started = performance.now()
  const controller = new AbortController()
  const signal = AbortSignal.any([options.signal, controller.signal])
  const exchange: Exchange = { request: describe(outgoing), milliseconds: 0 }
  const message = await open(outgoing, { signal, timeout: 120_000 }).catch((error: unknown) => {
    options.record(exchange)
    throw new Failure('the event stream opens', { received: String(error), exchange })
  })
  const response = { status: message.statusCode ?? 0, headers: headerPairs(message.rawHeaders), body: '' }
  exchange.response = response
  exchange.milliseconds = performance.now() - started
  options.record(exchange)
  return followed(message, { exchange, response, close: () => controller.abort() })
}

const END = Symbol('the stream ended')

interface Followed {
  exchange: Exchange
  response: { status: number; headers: ReadonlyArray<readonly [string, string]>; body: string }
  close(): void
}

function followed(message: IncomingMessage, { exchange, response, close }: Followed): EventStream {
  const events: ReceivedEvent[] = []
  const comments: string[] = []
  const faults: Failure[] = []
  let over = false
  const waiter = createWaiter()
  const parser = createParser({
    onEvent: (event) => keep(event),
    onComment: (comment) => comments.push(comment),
  })
  message.setEncoding('utf8')
  message.on('data', (chunk: string) => {
    response.body += chunk
    parser.feed(chunk)
    waiter.notify()
  })
  message.on('error', () => undefined)
  message.on('close', () => {
    over = true
    waiter.notify()
  })

  function keep({ id, event, data }: EventSourceMessage): void {
    const parsed = orderEventSchema.safeParse(safeJson(data))
    if (parsed.success) events.push({ id, type: event, data: parsed.data, at: performance.now() })
    else faults.push(new Failure('the data of an event is an order event', { received: data, exchange }))
  }
  async function when<T>(found: () => T | undefined, what: string, within: number): Promise<T> {
    const look = () => {
      const [fault] = faults
      if (fault) throw fault
      return found() ?? (over ? END : undefined)
    }
    const come = await waiter.until(look, within)
    if (come && come.value !== END) {
      if (come.late) throw late(what, within, come.late, { exchange })
      return come.value
    }
    const unread = show(events.map(({ data }) => data.type))
    const received = `${over ? 'the end of the stream' : 'nothing more'} (unread: ${unread})`
    throw new Failure(`${what} within ${within} ms`, { received, exchange })
  }
  const stream: EventStream = {
    status: response.status,
    headers: Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value])),
    comments,
    next: (within = 5000) => when(() => events.shift(), 'an event comes', within),
    async until(type, within = 10_000) {
      const end = performance.now() + within
      const seen: ReceivedEvent[] = []
      while (seen.at(-1)?.data.type !== type) {
        const left = Math.max(0, end - performance.now())
        seen.push(await when(() => events.shift(), `${type} comes`, Math.round(left)))
      }
      return seen
    },
    ended: (within = 5000) =>
      when(() => (over ? true : undefined), 'the stream ends', within).then(() => undefined),
    comment(within) {
      const known = comments.length
      return when(() => comments[known], 'a comment comes', within)
    },
    close,
    async *[Symbol.asyncIterator]() {
      for (;;) yield await stream.next()
    },
  }
  return stream
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
