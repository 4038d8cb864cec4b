import type { Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'

interface StockLine {
  productId: string
  quantity: number
}

export type ReservationStatus = 'reserved' | 'refused' | 'released'

export interface Reservation {
  orderId: string
  items: readonly StockLine[]
  now: Date
}

// #region take-stock
/**
 * Takes all of the pieces of an order, or none (ORD-3), and only once: asked again, it says what became of it. An
 * order that was over before this arrived is `released`, and takes nothing.
 */
export async function reserveStock(trx: Trx, reservation: Reservation): Promise<ReservationStatus> {
  const { orderId, items, now } = reservation
  const isNew = await trx.query(sql`
    insert into stock.reservations (order_id, status, items, at)
    values (${orderId}, 'reserved', ${JSON.stringify(items)}, ${now})
    on conflict (order_id) do nothing
    returning order_id`)
  if (isNew.length === 0) return (await lockReservation(trx, orderId)).status
  if (await takeStock(trx, items, now)) return 'reserved'
  await setStatus(trx, { orderId, now }, 'refused')
  return 'refused'
}

/** All of the pieces, or none. The products are locked from here to the commit. */
async function takeStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<boolean> {
  const stock = await lockStock(trx, lines)
  if (lines.some(({ productId, quantity }) => (stock.get(productId) ?? 0) < quantity)) return false
  const taken = lines.map(({ productId, quantity }) => ({ productId, quantity: -quantity }))
  await addStock(trx, taken, now)
  return true
}
// #endregion

// #region release-stock
/** Gives the pieces of an order back, once. Who comes before the reservation makes sure that it finds nothing to do. */
export async function releaseStock(trx: Trx, orderId: string, now: Date): Promise<void> {
  await trx.query(sql`
    insert into stock.reservations (order_id, status, items, at) values (${orderId}, 'released', '[]', ${now})
    on conflict (order_id) do nothing`)
  const { status, items } = await lockReservation(trx, orderId)
  if (status !== 'reserved') return
  await lockStock(trx, items)
  await addStock(trx, items, now)
  await setStatus(trx, { orderId, now }, 'released')
}
// #endregion

interface ReservationRow {
  status: ReservationStatus
  items: StockLine[]
}

async function lockReservation(trx: Trx, orderId: string): Promise<ReservationRow> {
  const [row] = await trx.query<ReservationRow>(sql`
    select status, items from stock.reservations where order_id = ${orderId} for no key update`)
  if (!row) throw new TypeError(`the reservation of ${orderId} is gone`)
  return row
}

async function setStatus(
  trx: Trx,
  { orderId, now }: Pick<Reservation, 'orderId' | 'now'>,
  status: ReservationStatus,
): Promise<void> {
  await trx.query(sql`
    update stock.reservations set status = ${status}, at = ${now} where order_id = ${orderId}`)
}

/** In the order of the ids: two orders for the same products wait for each other instead of deadlocking. */
async function lockStock(trx: Trx, lines: readonly StockLine[]): Promise<Map<string, number>> {
  const ids = lines.map(({ productId }) => productId)
  const rows = await trx.query<{ id: string; stock: number }>(sql`
    select id, stock from products where id = any(${ids}::uuid[]) order by id for no key update`)
  return new Map(rows.map(({ id, stock }) => [id, stock]))
}

/** A change of stock is a change of the product (VER-1). */
async function addStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  const ids = lines.map(({ productId }) => productId)
  const quantities = lines.map(({ quantity }) => quantity)
  await trx.query(sql`
    update products
    set stock = products.stock + line.quantity, version = products.version + 1, updated_at = ${now}
    from unnest(${ids}::uuid[], ${quantities}::integer[]) as line (id, quantity)
    where products.id = line.id`)
}
