import type { Db } from '../db/database.ts'
import { sql } from '../db/sql.ts'

/** A message that a consumer could not handle, and that is delivered no more until somebody says so. */
export interface DeadLetter {
  id: string
  consumer: string
  type: string
  orderId: string | null
  failures: number
  /** What the last failure said. */
  error: string
  parkedAt: Date
  body: unknown
}

export interface Replayed {
  id: string
  /** Under which id it is on its way again; `null` where it cannot be, because it names no order. */
  replayedAs: string | null
}

// #region dead-letters
/** Oldest first. */
export async function listDeadLetters(db: Db): Promise<DeadLetter[]> {
  return db.query<DeadLetter>(sql`
    select message_id as id, consumer, type, ${orderIdOf} as "orderId", failures, error, parked_at as "parkedAt", body
    from messaging.failures where parked_at is not null order by parked_at, message_id`)
}

/**
 * Sends dead letters on their way again, for when their cause is mended: all, or those with these ids. What was parked
 * is published under an id of its own, because the broker has seen the old one; the handlers look at the order and
 * not at the message to see what is still to be done.
 */
export async function replayDeadLetters(db: Db, ids?: readonly string[]): Promise<Replayed[]> {
  return db.transaction(async (trx) => {
    const replayed = await trx.query<Replayed>(sql`
      with chosen as (
        select consumer, message_id, type, body, ${orderIdOf}::uuid as order_id,
          message_id || ':replay:' || extract(epoch from clock_timestamp())::bigint as new_id
        from messaging.failures
        where parked_at is not null and (${ids ?? null}::text[] is null or message_id = any(${ids ?? null}::text[]))
        for update
      ), sent as (
        insert into messaging.outbox (id, type, order_id, body)
        select new_id, type, order_id, jsonb_set(body, '{id}', to_jsonb(new_id)) from chosen
        where order_id is not null
        on conflict (id) do nothing
      ), unparked as (
        delete from messaging.failures using chosen
        where failures.consumer = chosen.consumer and failures.message_id = chosen.message_id
          and chosen.order_id is not null
      )
      select message_id as id, case when order_id is not null then new_id end as "replayedAs" from chosen`)
    trx.notify('outbox', '')
    return replayed
  })
}
// #endregion

/** What is no message of ours may hold anything. */
const orderIdOf = sql`
  case when body ->> 'orderId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then body ->> 'orderId' end`
