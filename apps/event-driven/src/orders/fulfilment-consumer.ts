import type { Trx } from '../db/database.ts'
import type { Handler } from '../messaging/consumer.ts'
import type { Message } from '../messaging/messages.ts'
import { send } from '../messaging/outbox.ts'
import { decide, type PaymentNews, type StockNews } from './decide.ts'
import type { OrderState } from './order.ts'
import { type EventMetadata, system } from './order-events.ts'
import { remind } from './order-messages.ts'
import { saveOrder } from './order-repository.ts'
import { loadOrder } from './order-stream.ts'

interface Deps {
  clock: () => Date
  newId: () => string
  /** How many messages wait for those who are asked. */
  waiting: () => Promise<number>
}

/** More than a worker takes at a time. */
const crowd = 50

/** The process manager at work: the order hears what others have done, and what follows from that is asked of others. */
export function createFulfilmentConsumer(deps: Deps): Handler {
  // #region fulfil-order
  return async (message, inbox) => {
    if (message.type === 'command.order.check') {
      const isCrowded = (await deps.waiting().catch(unknown)) > crowd
      return inbox.once(async (trx) => send(trx, remind(await load(trx, message), message, isCrowded)))
    }
    const news = newsOf(message)
    await inbox.once(async (trx) => note(trx, message, { ...deps, news }))
  }
  // #endregion
}

// #region note-news
/** What somebody else has done, as a command for the order. */
function newsOf(message: Message): StockNews | PaymentNews {
  switch (message.type) {
    case 'event.stock.reserved':
      return { type: 'note-stock', outcome: 'reserved' }
    case 'event.stock.refused':
      return { type: 'note-stock', outcome: 'refused' }
    case 'event.stock.released':
      return { type: 'note-stock', outcome: 'released' }
    case 'event.payment.captured':
      return { type: 'note-payment', outcome: 'captured', chargeId: message.data.chargeId }
    case 'event.payment.declined':
      return { type: 'note-payment', outcome: 'declined' }
    case 'event.payment.refunded':
      return { type: 'note-payment', outcome: 'refunded' }
    case 'event.payment.voided':
      return { type: 'note-payment', outcome: 'voided' }
    default:
      throw new TypeError(`the fulfilment does not know ${message.type}`)
  }
}

async function note(
  trx: Trx,
  message: Message,
  { news, clock, newId }: Pick<Deps, 'clock' | 'newId'> & { news: StockNews | PaymentNews },
): Promise<void> {
  const before = await load(trx, message)
  const events = decide(news, before)
  if (events.length === 0) return
  const { id: causationId, orderId, correlationId, traceparent } = message
  const metadata: EventMetadata = { actor: system, correlationId, causationId, traceparent }
  await saveOrder(trx, { orderId, before, events, metadata, now: clock(), newId })
}
// #endregion

async function load(trx: Trx, { orderId }: Message): Promise<OrderState> {
  const state = await loadOrder(trx, orderId)
  if (!state) throw new TypeError(`there is no order ${orderId}`)
  return state
}

/** A broker that does not say how many wait has lost them, or is about to bring them. */
function unknown(): number {
  return 0
}
