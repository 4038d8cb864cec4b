import { setTimeout as delay } from 'node:timers/promises'
import type { Shop } from '../load/shop.ts'
import type { Promises } from '../load/shoppers.ts'
import type { Stage } from '../stage/stage.ts'
import type { Breach } from './breach.ts'
import { rightMoney, rightStock } from './money.ts'
import { isSettled, keptPromises } from './orders.ts'
import { allSettled, readState, readStats } from './state.ts'
import { statsFault } from './statistics.ts'

/** Histories that are read after a round: of a great many orders, some. */
const mostHistories = 300
/** Milliseconds that the statistics may lag (ORD-8). */
const lag = 5000

/**
 * Waits until everything is settled, then holds what there is against what was promised.
 * @param within milliseconds that settling may take (OPS-5, PAY-2)
 */
export async function checkInvariants(
  { gateway }: Stage,
  shop: Shop,
  { promises, within }: { promises: Promises; within: number },
): Promise<Breach[]> {
  const begun = performance.now()
  const settled = await until(within, () => allSettled(shop))
  const keys = new Set([...promises.placed.keys(), ...promises.abandoned])
  let histories = 0
  const state = await readState(
    shop,
    gateway,
    ({ notes }) => notes !== null && keys.has(notes) && histories++ < mostHistories,
  )
  const late = settled
    ? []
    : state.orders
        .filter((order) => !isSettled(order))
        .filter(({ userId }) => shop.customerIds.has(userId))
        .map(({ id, status }) => ({
          clause: 'OPS-5',
          what: `${id} is ${status} and not settled after ${Math.round((performance.now() - begun) / 100) / 10} s`,
          about: [id],
        }))
  return [
    ...promises.unexpected.map((what) => ({ clause: 'OPS-1', what, about: [] })),
    ...late,
    ...keptPromises(promises, state),
    // What is not settled has neither its money nor its stock where they belong yet.
    ...(settled
      ? [...rightMoney(shop, state), ...rightStock(shop, state), ...(await rightStats(shop, state.orders))]
      : []),
  ]
}

async function rightStats(shop: Shop, orders: Parameters<typeof statsFault>[1]): Promise<Breach[]> {
  let fault: string | undefined
  await until(lag, async () => {
    fault = statsFault(await readStats(shop), orders)
    return fault === undefined
  })
  return fault ? [{ clause: 'ORD-8', what: fault, about: [] }] : []
}

async function until(milliseconds: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    if (await holds()) return true
    if (performance.now() > deadline) return false
    await delay(100)
  }
}
