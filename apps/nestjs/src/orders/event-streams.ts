import { type BeforeApplicationShutdown, Injectable, Logger, type MessageEvent } from '@nestjs/common'
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  endWith,
  finalize,
  interval,
  map,
  merge,
  type Observable,
  of,
  ReplaySubject,
  retry,
  startWith,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs'
import type { Auth } from '../auth/auth.ts'
import { SessionsRepository } from '../auth/sessions.repository.ts'
import { isUnavailable } from '../db/errors.ts'
import { Metrics } from '../metrics/metrics.ts'
import { DomainError } from '../problems.ts'
import { exhaustMapWithTrailing } from './exhaust-map-with-trailing.ts'
import { OrderEventFeed } from './order-event-feed.ts'
import type { StoredEvent } from './order-events.repository.ts'
import { type OrderHistory, OrdersService } from './orders.service.ts'

export interface Following {
  orderId: string
  /** The last `seq` that the client has. */
  after: number
  auth: Auth
}

const heartbeatMilliseconds = 15_000
const retryMilliseconds = 1000

const end: MessageEvent = {}

/** The events of an order as they come, as server-sent events (LIVE-1). */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EventStreams.name)
  private readonly stopped = new ReplaySubject<void>(1)

  constructor(
    private readonly feed: OrderEventFeed,
    private readonly orders: OrdersService,
    private readonly sessions: SessionsRepository,
    private readonly metrics: Metrics,
  ) {}

  // #region list-order-events
  /** Who may not read the order is told so before the stream begins. */
  async follow(following: Following): Promise<Observable<MessageEvent>> {
    await this.orders.getOrder(following.orderId, following.auth.user)
    // Its id is the client's own: without one, Nest would number the message.
    const greeting = { id: String(following.after), retry: retryMilliseconds }
    const heartbeats = interval(heartbeatMilliseconds).pipe(map(() => ({ comment: '' })))
    return defer(() => {
      this.metrics.eventStreams.inc()
      return merge(of(greeting), this.eventsOf(following).pipe(map(toMessage), endWith(end)), heartbeats)
    }).pipe(
      takeWhile((message) => message !== end),
      takeUntil(this.stopped),
      finalize(() => this.metrics.eventStreams.dec()),
    )
  }

  private eventsOf({ orderId, after, auth }: Following): Observable<StoredEvent> {
    let last = after
    const readOn = async (): Promise<OrderHistory> => {
      // Who loses access while the stream is open gets no more of it.
      const user = await this.sessions.findUserOfSession(auth.sessionId)
      if (!user) throw new DomainError({ code: 'invalid_token' })
      const history = await this.orders.listOrderEvents(orderId, user, last)
      last = history.events.at(-1)?.seq ?? last
      return history
    }
    return merge(this.feed.changesOf(orderId), interval(heartbeatMilliseconds)).pipe(
      startWith(undefined),
      exhaustMapWithTrailing(readOn),
      takeWhile(({ over }) => !over, true),
      concatMap(({ events }) => events),
      retry({ delay: outlive }),
      catchError((error) => this.giveUp(error)),
    )
  }
  // #endregion

  private giveUp(err: unknown): Observable<never> {
    if (!(err instanceof DomainError)) this.logger.error({ err }, 'event stream failed')
    return EMPTY
  }

  beforeApplicationShutdown(): void {
    this.stopped.next()
  }
}

/** The stream outlives an outage of the database. */
function outlive(error: unknown): Observable<unknown> {
  if (isUnavailable(error)) return timer(retryMilliseconds)
  throw error
}

function toMessage(event: StoredEvent): MessageEvent {
  return { id: String(event.seq), type: event.type, data: event }
}
