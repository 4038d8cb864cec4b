import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import type { Context, EventsOptions } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { EventStream, ReceivedEvent } from '../http/event-stream.ts'

/** Opens a stream that has to be there. */
export async function follow(
  t: Context,
  orderId: string,
  reader: Actor,
  options: EventsOptions = {},
): Promise<EventStream> {
  const stream = await t.events(orderId, reader, options)
  t.expect(stream.status).equals(200, 'the stream opens')
  return stream
}

/** Opens a stream and reads all that has happened to the order so far. */
export async function caughtUp(
  t: Context,
  orderId: string,
  reader: Actor,
  options: EventsOptions = {},
): Promise<EventStream> {
  const known = (await history(t, reader, orderId)).length
  const stream = await follow(t, orderId, reader, options)
  for (let count = 0; count < known; count++) await stream.next()
  return stream
}

/** The events that come until the stream ends, which have to be so many. */
export async function readToEnd(t: Context, stream: EventStream, count: number): Promise<ReceivedEvent[]> {
  const received: ReceivedEvent[] = []
  while (received.length < count) received.push(await stream.next())
  await stream.ended()
  const [surplus] = await Promise.allSettled([stream.next(0)])
  t.expect(surplus?.status).equals('rejected', `nothing comes after the ${count} events`)
  return received
}

/** The history of an order as JSON. */
export async function history(t: Context, reader: Actor, id: string): Promise<OrderEvent[]> {
  return t.status(await t.as(reader).call('listOrderEvents', { path: { id } }), 200).items
}

/** Ships an order, through one instance where it is said. */
export async function ship(t: Context, id: string, baseUrl?: string): Promise<void> {
  const body = { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' }
  t.status(await adminAt(t, baseUrl).call('shipOrder', { path: { id }, body }), 200)
}

/** Delivers an order, through one instance where it is said. */
export async function deliver(t: Context, id: string, baseUrl?: string): Promise<void> {
  t.status(await adminAt(t, baseUrl).call('deliverOrder', { path: { id } }), 200)
}

/** Cancels an order of the customer. */
export async function cancel(
  t: Context,
  customer: Actor,
  id: string,
  reason = 'Ordered by mistake',
): Promise<void> {
  t.status(await t.as(customer).call('cancelOrder', { path: { id }, body: { reason } }), 200)
}

function adminAt(t: Context, baseUrl: string | undefined) {
  const admin = t.as(t.admin)
  return baseUrl === undefined ? admin : admin.at(baseUrl)
}
