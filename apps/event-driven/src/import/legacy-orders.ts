import { addressSchema } from '@backend-rosetta/contract/addresses'
import { paymentStatuses } from '@backend-rosetta/contract/lifecycle'
import { currencySchema } from '@backend-rosetta/contract/money'
import { orderEventTypes } from '@backend-rosetta/contract/order-events'
import * as z from 'zod'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'

/** An order as the shared tables have it, where each style of this house but this one keeps its orders. */
const legacyOrderSchema = z.object({
  id: z.string(),
  user_id: z.string(),
  status: z.string(),
  currency: currencySchema,
  total_amount: z.int(),
  payment_status: z.enum(paymentStatuses),
  payment_token: z.string().nullable(),
  charge_id: z.string().nullable(),
  shipping_address: addressSchema,
  notes: z.string().nullable(),
  stock_reserved: z.boolean(),
  settle_after: z.date().nullable(),
  created_at: z.date(),
  items: z.array(
    z.object({
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      unitAmount: z.int(),
    }),
  ),
  events: z.array(
    z.object({
      type: z.enum(orderEventTypes),
      at: z.coerce.date(),
      actor_id: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
})

export type LegacyOrder = z.infer<typeof legacyOrderSchema>

/** A place among the orders, from the oldest to the newest. */
export interface Place {
  created_at: Date | '-infinity'
  id: string
}

export const beginning: Place = { created_at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

// #region import-orders
/** The first ones after a place of which the event store knows nothing. */
export async function findLegacyOrders(
  db: Queries,
  { after, limit }: { after: Place; limit: number },
): Promise<LegacyOrder[]> {
  const rows = await db.query(sql`
    select orders.*,
      (select json_agg(json_build_object('productId', product_id, 'sku', sku, 'name', name,
         'quantity', quantity, 'unitAmount', unit_amount) order by position)
       from order_items where order_id = orders.id) as items,
      (select json_agg(history order by seq) from order_events as history where order_id = orders.id) as events
    from orders
    where (created_at, id) > (${after.created_at}::timestamptz, ${after.id}::uuid)
      and not exists (select from event_store.events where stream_id = orders.id)
    order by created_at, id limit ${limit}`)
  return z.array(legacyOrderSchema).parse(rows)
}
// #endregion
