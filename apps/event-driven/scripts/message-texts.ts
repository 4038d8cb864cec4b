import type { MessageType } from '../src/messaging/messages.ts'

/** What each message says, in a sentence. */
export const messageTexts: Record<MessageType, string> = {
  'command.stock.reserve': 'Take these pieces for the order: all, or none.',
  'command.stock.release': 'Give the pieces of the order back, if it has any.',
  'command.payment.charge': 'Charge the card of the order, once.',
  'command.payment.refund': 'Refund the charge of the order, once.',
  'command.payment.void':
    'The order is over: find out whether it was charged, and see that it is not any more.',
  'command.order.check': 'A timer: ask for what is outstanding once more, should a message have been lost.',
  'event.stock.reserved': 'The order has its pieces.',
  'event.stock.refused': 'There is not enough of something: the order has nothing.',
  'event.stock.released': 'The order has no pieces any more.',
  'event.payment.captured': 'The card was charged.',
  'event.payment.declined': 'The card was declined.',
  'event.payment.refunded': 'The charge was refunded.',
  'event.payment.voided': 'The order was never charged, and will not be.',
  'event.order.placed': 'An order was placed.',
  'event.order.confirmed': 'It has its pieces and is paid.',
  'event.order.rejected': 'It is over: there was not enough in stock, or the card was declined.',
  'event.order.updated': 'Its address or notes were changed.',
  'event.order.cancelled': 'It was cancelled by its customer or an admin.',
  'event.order.shipped': 'It was handed to a carrier.',
  'event.order.delivered': 'It has arrived.',
}
