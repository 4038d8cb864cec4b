import type { Queries, Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'

type ChargeStatus = 'pending' | 'stopping' | 'captured' | 'declined' | 'voided' | 'refunded'

interface Charge {
  status: ChargeStatus
  chargeId: string | null
  /** For so long the gateway may still be at work on it. */
  busyMs: number
}

/**
 * Longer than any attempt takes (`attemptMilliseconds`), and by so much that what its client has given up on has come
 * about at the gateway, or never will.
 */
const attemptLease = sql`interval '5 seconds'`

// #region prepare-payment
/** What an order will be paid with. Part of the transaction that places it. */
export async function preparePayment(
  trx: Trx,
  { orderId, token }: { orderId: string; token: string },
): Promise<void> {
  await trx.query(sql`
    insert into payments.charges (order_id, status, token) values (${orderId}, 'pending', ${token})`)
}
// #endregion

// #region begin-attempt
/**
 * The token, if this message may charge it now: no other one does, and nobody has called it off. Another one may take
 * over when nothing was heard of an attempt for as long as it can take.
 */
export async function beginAttempt(
  db: Queries,
  orderId: string,
  messageId: string,
): Promise<string | undefined> {
  const [row] = await db.query<{ token: string }>(sql`
    update payments.charges
    set attempt_by = ${messageId}, attempt_until = now() + ${attemptLease}
    where order_id = ${orderId} and status = 'pending'
      and (attempt_by = ${messageId} or attempt_until is null or attempt_until < now())
    returning token`)
  return row?.token
}
// #endregion

export async function findCharge(db: Queries, orderId: string): Promise<Charge | undefined> {
  const [row] = await db.query<Charge>(
    sql`select ${columns} from payments.charges where order_id = ${orderId}`,
  )
  return row
}

// #region void-payment
/** No new attempt is made from here on. What is under way is waited for. */
export async function stopCharging(db: Queries, orderId: string): Promise<Charge> {
  const [row] = await db.query<Charge>(sql`
    insert into payments.charges as known (order_id, status) values (${orderId}, 'voided')
    on conflict (order_id) do update set
      status = case known.status when 'pending' then 'stopping' else known.status end, token = null
    returning ${columns}`)
  if (!row) throw new TypeError('an upsert returns its row')
  return row
}
// #endregion

// #region note-charge
/** What the gateway has said. It is written down once; what it says of a charge overrules that there was none. */
export async function noteCaptured(trx: Trx, orderId: string, chargeId: string): Promise<void> {
  await trx.query(sql`
    update payments.charges set status = 'captured', charge_id = ${chargeId}, token = null
    where order_id = ${orderId} and status in ('pending', 'stopping', 'voided')`)
}

export async function noteOutcome(
  trx: Trx,
  orderId: string,
  status: 'declined' | 'voided' | 'refunded',
): Promise<void> {
  const before = status === 'refunded' ? ['captured'] : ['pending', 'stopping']
  await trx.query(sql`
    update payments.charges set status = ${status}, token = null
    where order_id = ${orderId} and status = any(${before})`)
}
// #endregion

const columns = sql`
  status, charge_id as "chargeId",
  greatest(0, ceil(extract(epoch from coalesce(attempt_until, now()) - now()) * 1000))::float8 as "busyMs"`
