import type { Db, Queries, Trx } from '../db/database.ts'
import type { Handler } from '../messaging/consumer.ts'
import { reply } from '../messaging/envelope.ts'
import type { Inbox } from '../messaging/inbox.ts'
import type { Message, MessageOf } from '../messaging/messages.ts'
import { send } from '../messaging/outbox.ts'
import { backoff, RetryLater } from '../messaging/retry-later.ts'
import { beginAttempt, findCharge, noteCaptured, noteOutcome, stopCharging } from './charges.ts'
import type { CallOptions, PaymentGateway } from './payment-gateway.ts'

interface Deps {
  db: Db
  gateway: PaymentGateway
}

/** Within the lease of an attempt. */
const attemptMilliseconds = 3000

/** The payments, which know amounts and cards, and of orders no more than their ids. */
export function createPaymentsConsumer({ db, gateway }: Deps): Handler {
  // #region charge
  /** Outside of any transaction: while the gateway takes its time, nothing is locked. */
  async function charge(message: MessageOf<'command.payment.charge'>, inbox: Inbox): Promise<void> {
    const { orderId: reference, data } = message
    const token = await beginAttempt(db, reference, message.id)
    if (token === undefined) return repeat(message, inbox)

    const charged = await gateway.charge({ reference, amount: data.amount, token }, callFor(message))
    switch (charged.outcome) {
      case 'captured':
        return settle(message, inbox, (trx) => noteCaptured(trx, reference, charged.chargeId))
      case 'declined':
        return settle(message, inbox, (trx) => noteOutcome(trx, reference, 'declined'))
      case 'unknown':
        throw new RetryLater(backoff(inbox.attempt))
    }
  }
  // #endregion

  // #region void-payment
  /** An order is over, and nobody may know whether it was charged: the gateway's ledger does. */
  async function voidPayment(message: Message, inbox: Inbox): Promise<void> {
    const { orderId } = message
    const { status, busyMs } = await stopCharging(db, orderId)
    if (status !== 'stopping') return repeat(message, inbox)
    if (busyMs > 0) throw new RetryLater(busyMs)

    const found = await gateway.findCharge(orderId, callFor(message))
    switch (found.outcome) {
      case 'captured':
        return settle(message, inbox, (trx) => noteCaptured(trx, orderId, found.chargeId))
      case 'none':
        return settle(message, inbox, (trx) => noteOutcome(trx, orderId, 'voided'))
      case 'unknown':
        throw new RetryLater(backoff(inbox.attempt))
    }
  }
  // #endregion

  // #region refund
  async function refund(message: Message, inbox: Inbox): Promise<void> {
    const { orderId } = message
    const charge = await findCharge(db, orderId)
    if (charge?.status === 'refunded') return repeat(message, inbox)
    if (!charge?.chargeId) throw new TypeError(`the order ${orderId} was never charged`)
    const { outcome } = await gateway.refund({ orderId, chargeId: charge.chargeId }, callFor(message))
    if (outcome === 'unknown') throw new RetryLater(backoff(inbox.attempt))
    await settle(message, inbox, (trx) => noteOutcome(trx, orderId, 'refunded'))
  }
  // #endregion

  /** What came of it before is said once more: the answer may have been lost. */
  function repeat(message: Message, inbox: Inbox): Promise<void> {
    return settle(message, inbox, async () => undefined)
  }

  return async (message, inbox) => {
    switch (message.type) {
      case 'command.payment.charge':
        return charge(message, inbox)
      case 'command.payment.void':
        return voidPayment(message, inbox)
      case 'command.payment.refund':
        return refund(message, inbox)
      default:
        throw new TypeError(`the payments do not know ${message.type}`)
    }
  }
}

// #region note-charge
/** What is known of the charge, once it is written down: to whoever listens. */
async function settle(message: Message, inbox: Inbox, note: (trx: Trx) => Promise<void>): Promise<void> {
  await inbox.once(async (trx) => {
    await note(trx)
    const news = await newsOf(trx, message)
    // Somebody else is at it. Should that come to nothing, this message is still there.
    if (!news) throw new RetryLater(backoff(inbox.attempt))
    await send(trx, [{ message: news }])
  })
}

async function newsOf(db: Queries, message: Message): Promise<Message | undefined> {
  const charge = await findCharge(db, message.orderId)
  switch (charge?.status) {
    case 'captured':
      return reply(message, 'event.payment.captured', { chargeId: charge.chargeId })
    case 'declined':
      return reply(message, 'event.payment.declined')
    case 'voided':
      return reply(message, 'event.payment.voided')
    case 'refunded':
      return reply(message, 'event.payment.refunded')
    default:
      return undefined
  }
}
// #endregion

function callFor({ traceparent }: Message): CallOptions {
  return { signal: AbortSignal.timeout(attemptMilliseconds), traceparent }
}
