import type { CancelOrder, Order } from '@backend-rosetta/contract/orders'
import { changeOrder, type Target } from './change-order.ts'
import { loadOrder } from './order-stream.ts'
import type { OrderDeps } from './place-order.ts'

/** It takes some milliseconds. Where no worker runs, the answer does not wait for one. */
const patienceMs = 1000

// #region cancel-order
/** Others give its pieces back. The answer waits for that, so that whoever has it finds them in the catalogue. */
export async function cancelOrder(deps: OrderDeps, by: Target & CancelOrder): Promise<Order> {
  const order = await changeOrder(deps, by, ({ userId }) => ({
    type: 'cancel',
    reason: by.reason,
    by: userId === by.user.id ? 'customer' : 'admin',
  }))
  await untilStockIsBack(deps, by.id).catch(ignore)
  return order
}

async function untilStockIsBack({ db, signals }: OrderDeps, orderId: string): Promise<void> {
  const deadline = AbortSignal.timeout(patienceMs)
  const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve()))
  let news = Promise.withResolvers<void>()
  const unsubscribe = signals.subscribe(orderId, () => news.resolve())
  try {
    while (!deadline.aborted && (await loadOrder(db, orderId))?.stock !== 'none') {
      await Promise.race([news.promise, late])
      news = Promise.withResolvers()
    }
  } finally {
    unsubscribe()
  }
}
// #endregion

function ignore(): void {
  // The order is cancelled, whatever became of the wait.
}
