import { moneySchema } from '@backend-rosetta/contract/money'
import * as z from 'zod'

/** What every message carries besides its data. */
const envelope = {
  /** The same message has the same id, however often it is published or delivered. */
  id: z.string().min(1).max(200),
  orderId: z.uuid(),
  at: z.iso.datetime(),
  /** The request that it all began with. */
  correlationId: z.string(),
  /** The request or message that led to this one. */
  causationId: z.string(),
  /** W3C Trace Context. */
  traceparent: z.string().optional(),
  /** Asked for before: should that message have been lost, this one makes good for it. It does not insist. */
  isReminder: z.boolean().optional(),
}

function message<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return z.strictObject({ ...envelope, type: z.literal(type), data: z.strictObject(data) })
}

const itemSchema = z.strictObject({ productId: z.uuid(), quantity: z.int().min(1) })

/** One context asks another to do something. */
export const commandSchema = z.discriminatedUnion('type', [
  message('command.stock.reserve', { items: z.array(itemSchema).min(1) }),
  message('command.stock.release', {}),
  message('command.payment.charge', { amount: moneySchema }),
  message('command.payment.refund', {}),
  message('command.payment.void', {}),
  /** A timer: is the order getting on? */
  message('command.order.check', { number: z.int().min(1) }),
])

/** Something has happened: whoever wants to know may listen. */
export const eventSchema = z.discriminatedUnion('type', [
  message('event.stock.reserved', {}),
  message('event.stock.refused', {}),
  message('event.stock.released', {}),
  message('event.payment.captured', { chargeId: z.string() }),
  message('event.payment.declined', {}),
  message('event.payment.refunded', {}),
  message('event.payment.voided', {}),
  message('event.order.placed', { total: moneySchema }),
  message('event.order.confirmed', {}),
  message('event.order.rejected', { code: z.string(), message: z.string() }),
  message('event.order.updated', { changed: z.array(z.string()) }),
  message('event.order.cancelled', { reason: z.string(), by: z.string() }),
  message('event.order.shipped', { carrier: z.string(), trackingNumber: z.string() }),
  message('event.order.delivered', {}),
])

export const messageSchema = z.discriminatedUnion('type', [commandSchema, eventSchema])

export type Command = z.infer<typeof commandSchema>

export type Message = z.infer<typeof messageSchema>

export type MessageType = Message['type']

export type MessageOf<Type extends MessageType> = Extract<Message, { type: Type }>
