import type { Queries, Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { Parcel } from './broker.ts'
import type { Message } from './messages.ts'

// Any number will do that nobody else takes (import-orders.ts).
const relayLock = 5_174_022

/** A message to be published: at once, or as a timer. */
export interface Outgoing {
  message: Message
  afterMs?: number | undefined
}

// #region send-messages
/**
 * Part of the transaction of the change that the messages tell of: either both are there, or neither. The time is that
 * of the statement: by then whoever wrote to the same order before has committed, with an earlier one.
 */
export async function send(trx: Trx, outgoing: readonly Outgoing[]): Promise<void> {
  if (outgoing.length === 0) return
  trx.notify('outbox', '')
  const rows = outgoing.map(({ message, afterMs = 0 }) => ({
    id: message.id,
    type: message.type,
    order_id: message.orderId,
    body: message,
    after_ms: afterMs,
  }))
  await trx.query(sql`
    insert into messaging.outbox (id, type, order_id, body, due_at)
    select id, type, order_id, body, clock_timestamp() + after_ms * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (id text, type text, order_id uuid, body jsonb, after_ms float8)
    on conflict (id) do nothing`)
}
// #endregion

/** Takes the timer of an order back. One that is published already finds nothing to do. */
export async function stopTimer(trx: Trx, orderId: string): Promise<void> {
  await trx.query(sql`
    delete from messaging.outbox where order_id = ${orderId} and type = 'command.order.check'`)
}

// #region relay-messages
/** Whether nobody else relays until the end of the transaction. */
export async function claimRelay(trx: Trx): Promise<boolean> {
  const [row] = await trx.query<{ claimed: boolean }>(
    sql`select pg_try_advisory_xact_lock(${relayLock}) as claimed`,
  )
  return row?.claimed ?? false
}

/** Messages that are due, those of an order in the order in which they were written. */
export async function takeDue(trx: Trx, limit: number): Promise<Parcel[]> {
  return trx.query<Parcel>(sql`
    select id, type, body from messaging.outbox where due_at <= now()
    order by due_at, position limit ${limit} for update skip locked`)
}

export async function forget(trx: Trx, messages: readonly Parcel[]): Promise<void> {
  const ids = messages.map(({ id }) => id)
  await trx.query(sql`delete from messaging.outbox where id = any(${ids}::text[])`)
}
// #endregion

/** Milliseconds until the next message is due; undefined when there is none. */
export async function nextDue(db: Queries): Promise<number | undefined> {
  const [row] = await db.query<{ wait: number | null }>(sql`
    select ceil(extract(epoch from min(due_at) - now()) * 1000)::float8 as wait from messaging.outbox`)
  return row?.wait ?? undefined
}
