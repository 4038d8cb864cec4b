import { setTimeout as delay } from 'node:timers/promises'
import { type OrderEvent, orderEventListSchema } from '@backend-rosetta/contract/order-events'
import { type Order, orderListSchema } from '@backend-rosetta/contract/orders'
import { productSchema } from '@backend-rosetta/contract/products'
import { type Stats, statsSchema } from '@backend-rosetta/contract/stats'
import type * as z from 'zod'
import { CrashError } from '../crash-error.ts'
import type { Session } from '../load/session.ts'
import type { Shop } from '../load/shop.ts'
import type { Charge, CrashingGateway } from '../stage/gateway.ts'

/** All that there is afterwards, as the API and the gateway tell it. */
export interface State {
  orders: Order[]
  /** Of the orders that were asked for. */
  histories: Map<string, OrderEvent[]>
  charges: Map<string, Charge[]>
  stock: Map<string, number>
}

/** Reads every order, the histories of some, the stock of the shop's products and the whole ledger. */
export async function readState(
  shop: Shop,
  gateway: CrashingGateway,
  isOfInterest: (order: Order) => boolean,
): Promise<State> {
  const orders = await ordersOf(shop.admin)
  const histories = new Map<string, OrderEvent[]>()
  for (const { id } of orders.filter(isOfInterest)) {
    histories.set(id, (await read(shop.admin, `/orders/${id}/events`, orderEventListSchema)).items)
  }
  const stock = new Map<string, number>()
  for (const { id } of shop.products) {
    stock.set(id, (await read(shop.admin, `/products/${id}`, productSchema)).stock)
  }
  return { orders, histories, charges: await gateway.charges(), stock }
}

export function readStats({ admin }: Shop): Promise<Stats> {
  return read(admin, '/admin/stats', statsSchema)
}

/** Whether anything is still to be done: an order to be settled, a refund to be made. */
export async function allSettled({ admin, customerIds }: Shop): Promise<boolean> {
  const pending = await ordersOf(admin, '&status=pending')
  if (pending.some(({ userId }) => customerIds.has(userId))) return false
  const cancelled = await ordersOf(admin, '&status=cancelled')
  return !cancelled.some(
    ({ userId, payment }) => customerIds.has(userId) && payment.status === 'refund_pending',
  )
}

async function ordersOf(admin: Session, filter = ''): Promise<Order[]> {
  const orders: Order[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const path: string = `/orders?limit=100${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page: z.infer<typeof orderListSchema> = await read(admin, path, orderListSchema)
    orders.push(...page.items)
    cursor = page.nextCursor
  }
  return orders
}

/** The first request after a fault may meet a connection that is dead. */
async function read<Schema extends z.ZodType>(
  session: Session,
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const deadline = performance.now() + 5000
  for (;;) {
    const answer = await session.send({ method: 'GET', path })
    const parsed = schema.safeParse(answer.body)
    if (answer.status === 200 && parsed.success) return parsed.data
    if (performance.now() > deadline)
      throw new CrashError(`GET ${path} is answered ${answer.outline} after the fault is over.`)
    await delay(100)
  }
}
