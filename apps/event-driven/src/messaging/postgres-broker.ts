import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { createAlarm } from './alarm.ts'
import type { Broker, Delivery, Parcel, Subscription } from './broker.ts'
import type { Notifications } from './notifications.ts'

/** Whoever asks wants to know whether many wait: of more than so many nobody has to count each. */
const countUpTo = 1000

interface Deps {
  /** Of its own. */
  db: Db
  notifications: Notifications
  logger: Pick<Logger, 'warn'>
}

/**
 * A broker of two tables: each consumer has a row for each message that is on its way to it. The database may be one
 * that does not wait for the disk: the commit that takes a message out of the outbox does, and all before it is safe
 * by then; whatever else is lost is delivered again.
 */
export function createPostgresBroker({ db, notifications, logger }: Deps): Broker {
  const stops: Array<() => Promise<void>> = []
  let stopped: Promise<void> | undefined

  async function end(): Promise<void> {
    await Promise.all(stops.map((stop) => stop()))
    await db.end()
  }

  return {
    // #region publish
    async publish(parcels) {
      const kept = await db.query<{ consumer: string }>(sql`
        insert into messaging.deliveries (consumer, message_id, type, body)
        select distinct consumer, parcel.id, type, body
        from jsonb_to_recordset(${JSON.stringify(parcels)}::jsonb) as parcel (id text, type text, body jsonb)
        join messaging.subscriptions on type like replace(pattern, '*', '%')
        on conflict do nothing
        returning consumer`)
      for (const consumer of new Set(kept.map((row) => row.consumer))) db.notify('deliveries', consumer)
    },
    // #endregion

    async subscribe(subscription) {
      const { consumer, patterns } = subscription
      await db.query(sql`
        insert into messaging.subscriptions (consumer, pattern)
        select ${consumer}, unnest(${patterns}::text[]) on conflict do nothing`)
      stops.push(consume({ db, notifications, logger }, subscription))
    },

    async waiting(consumer) {
      const [row] = await db.query<{ count: number }>(sql`
        select count(*) from (
          select from messaging.deliveries where consumer = ${consumer} and available_at <= now() limit ${countUpTo}
        ) as due`)
      return row?.count ?? 0
    },

    stop() {
      stopped ??= end()
      return stopped
    },
  }
}

/** Delivers until it is stopped. */
function consume({ db, notifications, logger }: Deps, subscription: Subscription): () => Promise<void> {
  const { consumer, concurrency, deliver } = subscription
  const underWay = new Set<Promise<void>>()
  const alarm = createAlarm()
  const unsubscribe = notifications.on('deliveries', (to) => {
    if (to === undefined || to === consumer) alarm.ring()
  })
  let done: Done[] = []
  let free = concurrency
  let stopping = false

  // #region consume
  async function run(): Promise<void> {
    while (!stopping || underWay.size > 0) {
      const wanted = stopping ? 0 : free
      const isEnough = (await turn(wanted)) < wanted || wanted === 0
      if (isEnough && done.length === 0) await alarm.wait(notifications.patience())
    }
  }

  /** Acknowledges what is done and takes what is next, in one statement. Returns how much that is. */
  async function turn(wanted: number): Promise<number> {
    const acknowledged = done
    done = []
    if (wanted === 0 && acknowledged.length === 0) return 0
    try {
      const ids = acknowledged.map(({ id }) => id)
      const parcels = await exchange(db, subscription, { ids, wanted })
      for (const { resolve } of acknowledged) resolve()
      for (const parcel of parcels) start(parcel)
      return parcels.length
    } catch (err) {
      logger.warn({ err, consumer }, 'cannot look for messages')
      for (const { reject } of acknowledged) reject(err)
      return 0
    }
  }
  // #endregion

  function start(parcel: Claimed): void {
    free -= 1
    let isBusy = true
    const release = () => {
      if (isBusy) free += 1
      isBusy = false
      alarm.ring()
    }
    const work = deliver(deliveryOf(parcel, release))
      .catch((err: unknown) => logger.warn({ err, consumer }, 'a delivery did not come to an end'))
      .finally(() => {
        underWay.delete(work)
        release()
      })
    underWay.add(work)
  }

  function deliveryOf(parcel: Claimed, release: () => void): Delivery {
    return {
      ...parcel,
      ack() {
        const { promise, ...settle } = Promise.withResolvers<void>()
        done.push({ id: parcel.id, ...settle })
        release()
        return promise
      },
      async retry(afterMs) {
        await postpone(db, consumer, { ...parcel, afterMs })
        setTimeout(alarm.ring, afterMs).unref()
      },
    }
  }

  const running = run()
  return () => {
    stopping = true
    unsubscribe()
    alarm.ring()
    return running
  }
}

/** A delivery that is acknowledged as soon as the database says so. */
interface Done {
  id: string
  resolve: () => void
  reject: (error: unknown) => void
}

interface Claimed extends Parcel {
  attempt: number
}

// #region lease-messages
/**
 * Removes what is acknowledged, and leases messages that are due. One whose worker dies is due again when its lease
 * ends.
 */
function exchange(
  db: Db,
  { consumer, ackWaitMs }: Subscription,
  { ids, wanted }: { ids: readonly string[]; wanted: number },
): Promise<Claimed[]> {
  return db.query<Claimed>(sql`
    with done as (
      delete from messaging.deliveries where consumer = ${consumer} and message_id = any(${ids}::text[])
    ), due as materialized (
      select consumer, message_id from messaging.deliveries
      where consumer = ${consumer} and available_at <= now() and message_id <> all(${ids}::text[])
      order by available_at, position limit ${wanted}
      for update skip locked
    )
    update messaging.deliveries as delivery
    set attempt = attempt + 1, available_at = now() + ${ackWaitMs} * interval '1 millisecond'
    from due where delivery.consumer = due.consumer and delivery.message_id = due.message_id
    returning delivery.message_id as id, type, body, attempt`)
}

/** Not when the lease has run out, and somebody else has it by now. */
async function postpone(
  db: Db,
  consumer: string,
  { id, attempt, afterMs }: Claimed & { afterMs: number },
): Promise<void> {
  await db.query(sql`
    update messaging.deliveries set available_at = now() + ${afterMs} * interval '1 millisecond'
    where consumer = ${consumer} and message_id = ${id} and attempt = ${attempt}`)
}
// #endregion
