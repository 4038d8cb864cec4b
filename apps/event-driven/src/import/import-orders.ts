import type { PaymentStatus } from '@backend-rosetta/contract/lifecycle'
import type { Db, Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { insertEvents } from '../event-store/event-store.ts'
import { envelope } from '../messaging/envelope.ts'
import { type Outgoing, send } from '../messaging/outbox.ts'
import { fold } from '../orders/order.ts'
import { projectOrders } from '../orders/order-projection.ts'
import { recorded } from '../orders/order-stream.ts'
import { beginning, findLegacyOrders, type LegacyOrder, type Place } from './legacy-orders.ts'
import { streamOf } from './legacy-stream.ts'

interface Deps {
  db: Db
  newId: () => string
  signal: AbortSignal
  /** Orders in a transaction. */
  batchSize?: number
}

// Any number will do, as long as every import takes the same one.
const lock = 5_174_021

// #region import-orders
/**
 * Takes over the orders of the shared tables, as a shop does that moves to event sourcing: each becomes a stream, with
 * what stock and payments have to know of it. Nothing is asked of anybody now, for all of it has happened; what was to
 * be settled later still is.
 */
export async function importOrders({ db, newId, signal, batchSize = 200 }: Deps): Promise<void> {
  // Where the last batch ended: to look from the beginning each time would take longer with each batch.
  let after: Place | undefined = beginning
  while (after && !signal.aborted) after = await importNext({ db, newId, batchSize }, after)
}

/** Where it ended; nothing where there was not a whole batch any more. */
async function importNext({ db, newId, batchSize }: Required<Omit<Deps, 'signal'>>, after: Place) {
  return db.transaction(async (trx): Promise<Place | undefined> => {
    await trx.query(sql`select pg_advisory_xact_lock(${lock})`)
    const orders = await findLegacyOrders(trx, { after, limit: batchSize })
    if (orders.length > 0) await importBatch(trx, orders, newId)
    return orders.length === batchSize ? orders.at(-1) : undefined
  })
}

async function importBatch(trx: Trx, orders: readonly LegacyOrder[], newId: () => string): Promise<void> {
  const streams = orders.map((order) => streamOf(order).map((event) => ({ ...event, id: newId() })))
  await insertEvents(trx, streams.flat())
  const states = streams.map((events) => fold(events.map(recorded)))
  await projectOrders(
    trx,
    states.flatMap((state) => state?.order ?? []),
  )
  await takeOverStock(trx, orders)
  await takeOverPayments(trx, orders)
  await send(trx, orders.flatMap(timerOf))
}
// #endregion

function timerOf({ id: orderId, settle_after }: LegacyOrder): Outgoing[] {
  if (!settle_after) return []
  const type = 'command.order.check'
  const cause = { id: 'import', orderId, at: new Date().toISOString(), correlationId: 'import' }
  const message = envelope(cause, { id: `${type}:${orderId}:import`, type, data: { number: 1 } })
  return [{ message, afterMs: settle_after.getTime() - Date.now() }]
}

async function takeOverStock(trx: Trx, orders: readonly LegacyOrder[]): Promise<void> {
  const rows = orders.map(({ id, items, stock_reserved, created_at }) => ({
    order_id: id,
    status: stock_reserved ? 'reserved' : 'released',
    items: items.map(({ productId, quantity }) => ({ productId, quantity })),
    at: created_at,
  }))
  await trx.query(sql`
    insert into stock.reservations (order_id, status, items, at)
    select order_id, status, items, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (order_id uuid, status text, items jsonb, at timestamptz)`)
}

const chargeStatuses = {
  pending: 'pending',
  captured: 'captured',
  declined: 'declined',
  refunded: 'refunded',
  refund_pending: 'stopping',
  none: 'voided',
} as const satisfies Record<PaymentStatus, string>

async function takeOverPayments(trx: Trx, orders: readonly LegacyOrder[]): Promise<void> {
  const rows = orders.map(({ id, payment_status, payment_token, charge_id }) => {
    const status =
      payment_status === 'refund_pending' && charge_id ? 'captured' : chargeStatuses[payment_status]
    return { order_id: id, status, token: status === 'pending' ? payment_token : null, charge_id }
  })
  await trx.query(sql`
    insert into payments.charges (order_id, status, token, charge_id)
    select order_id, status, token, charge_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (order_id uuid, status text, token text, charge_id text)`)
}
