import type { Handler } from '../messaging/consumer.ts'
import { reply } from '../messaging/envelope.ts'
import { send } from '../messaging/outbox.ts'
import { releaseStock, reserveStock } from './stock.ts'

const answers = {
  reserved: 'event.stock.reserved',
  refused: 'event.stock.refused',
  released: 'event.stock.released',
} as const

/** The stock, which knows products and pieces, and of orders no more than their ids. */
export function createStockConsumer({ clock }: { clock: () => Date }): Handler {
  // #region reserve-stock
  return async (message, inbox) => {
    const { type, orderId, data } = message
    switch (type) {
      case 'command.stock.reserve':
        await inbox.once(async (trx) => {
          const status = await reserveStock(trx, { orderId, items: data.items, now: clock() })
          await send(trx, [{ message: reply(message, answers[status]) }])
        })
        return
      case 'command.stock.release':
        await inbox.once(async (trx) => {
          await releaseStock(trx, orderId, clock())
          await send(trx, [{ message: reply(message, 'event.stock.released') }])
        })
        return
      default:
        throw new TypeError(`the stock does not know ${type}`)
    }
  }
  // #endregion
}
