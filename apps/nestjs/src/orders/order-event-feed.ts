import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import pg from 'pg'
import {
  exhaustMap,
  filter,
  interval,
  Observable,
  ReplaySubject,
  retry,
  share,
  takeUntil,
  tap,
  timer,
} from 'rxjs'
import type { Env } from '../env.ts'

const watchMilliseconds = 5000
const reconnectMilliseconds = 500
const lingerMilliseconds = 10_000

/** What is emitted instead of an order's id when any order may have new events. */
const anyOrder = ''

/**
 * Tells the event streams of this instance that an order has new events, whichever instance made them: one connection
 * that LISTENs while somebody follows an order, and a little longer. A notification carries no event, so that losing one
 * loses nothing: after every connect all streams read again.
 */
@Injectable()
export class OrderEventFeed implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OrderEventFeed.name)
  private readonly stopped = new ReplaySubject<void>(1)

  constructor(private readonly config: ConfigService<Env, true>) {}

  // #region list-order-events
  private readonly orderIds = new Observable<string>((subscriber) => {
    const client = new pg.Client({
      connectionString: this.config.get('DATABASE_URL', { infer: true }),
      connectionTimeoutMillis: 2000,
      query_timeout: 2000,
      application_name: 'backend-rosetta-nestjs-feed',
    })
    client.on('notification', ({ payload = anyOrder }) => subscriber.next(payload))
    client.on('error', (error) => subscriber.error(error))
    client.on('end', () => subscriber.error(new Error('the connection was ended')))
    listen(client).then(
      () => subscriber.next(anyOrder),
      (error) => subscriber.error(error),
    )
    // A network that is lost says nothing, unless it is asked.
    subscriber.add(
      interval(watchMilliseconds)
        .pipe(exhaustMap(() => client.query('select 1')))
        .subscribe({ error: (error) => subscriber.error(error) }),
    )
    subscriber.add(() => void client.end().catch(ignore))
  }).pipe(
    tap({ error: (err) => this.logger.warn({ err }, 'lost the connection for order events') }),
    retry({ delay: reconnectMilliseconds }),
    takeUntil(this.stopped),
    share({ resetOnRefCountZero: () => timer(lingerMilliseconds) }),
  )

  /** Emits when the order may have new events. */
  changesOf(orderId: string): Observable<unknown> {
    return this.orderIds.pipe(filter((id) => id === orderId || id === anyOrder))
  }
  // #endregion

  beforeApplicationShutdown(): void {
    this.stopped.next()
  }
}

async function listen(client: pg.Client): Promise<void> {
  await client.connect()
  await client.query('listen order_events')
}

function ignore(): void {
  // The connection is over, which is what was asked for.
}
