import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'

/** An id that no server issues. */
export const unknownId = '00000000-0000-7000-8000-000000000000'

/** Places an order and returns it as it was answered. */
export async function place(t: Context, customer: Actor, body: PlaceOrder): Promise<Order> {
  return t.status(await t.as(customer).call('placeOrder', { body }), 201)
}

/** Places an order and waits until it is confirmed or rejected. */
export async function placeAndSettle(t: Context, customer: Actor, body: PlaceOrder): Promise<Order> {
  const { id } = await place(t, customer, body)
  return t.settled(customer, id, { within: 10_000 })
}

export async function readOrder(t: Context, reader: Actor, { id }: Pick<Order, 'id'>): Promise<Order> {
  return t.status(await t.as(reader).call('getOrder', { path: { id } }), 200)
}

export async function historyOf(t: Context, reader: Actor, { id }: Pick<Order, 'id'>): Promise<OrderEvent[]> {
  return t.status(await t.as(reader).call('listOrderEvents', { path: { id } }), 200).items
}

/** Fails unless as many pieces of the product are left. */
export async function hasStock(
  t: Context,
  { id }: { id: string },
  { stock, what }: { stock: number; what: string },
): Promise<void> {
  const product = t.status(await t.anonymous.call('getProduct', { path: { id } }), 200)
  t.expect(product.stock).equals(stock, what)
}

/** The millisecond in which an order was placed, so that a list finds it however many there are. */
export function around({ createdAt }: Order) {
  return { from: createdAt, to: later(createdAt, 1), limit: 100 }
}

/** An instant so many milliseconds after another one. */
export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}
