import { rootOf } from '../db/errors.ts'
import type { Logger } from '../logger.ts'
import { pause } from '../pause.ts'
import { type Circuit, readCircuit, takeProbe } from '../payments/circuit.ts'
import { leaseEnd } from './lease.ts'
import { type SettleDeps, settle } from './settle.ts'
import { claimDueOrders, type DueOrder } from './settlement.queries.ts'

interface Deps extends SettleDeps {
  logger: Logger
}

interface Shift {
  /** Aborts when the shift is over. What is under way then is finished, which takes some 3 s at most. */
  signal: AbortSignal
  pollMilliseconds: number
  /** Orders at the same time, each of which may hold its place for as long as an attempt lasts. */
  concurrency: number
}

const attemptMilliseconds = 3000
/** A little more than a request's own failed attempt has postponed the order by. */
const soonMilliseconds = 300
/** Of those that a request may take on after its answer, at the same time. */
const soonAtMost = 2

// #region settle
/**
 * Settles what is due and what no request is settling (any more): after an outage of the gateway, a crash, a
 * cancellation. Any instance may look at any time: what it took on, under way.
 */
export async function settleDue(deps: Deps, { limit }: { limit: number }): Promise<Array<Promise<void>>> {
  const { db, clock, metrics } = deps
  const now = clock()
  const circuit = await readCircuit(db)
  metrics?.gatewayCircuitChanged(circuit.open)
  if (circuit.open && !(await takeProbe(db, now))) return []
  // One order is enough to find out whether the gateway is back.
  const due = await claimDueOrders(db, { now, leaseEnd: leaseEnd(now), limit: circuit.open ? 1 : limit })
  return due.map((order) => settleOne(deps, order, circuit))
}

/**
 * Looks again and again until the signal aborts: on Node as long as the process runs; where the platform only knows
 * schedules of a minute, for that minute, because an order has to be settled within 10 s (PAY-2).
 */
export async function keepSettling(deps: Deps, shift: Shift): Promise<void> {
  const { signal, pollMilliseconds, concurrency } = shift
  const underWay = new Set<Promise<void>>()
  while (!signal.aborted) {
    const taken = await trySettleDue(deps, concurrency - underWay.size)
    for (const work of taken) {
      underWay.add(work)
      void work.finally(() => underWay.delete(work))
    }
    if (underWay.size === concurrency) await Promise.race(underWay)
    else if (taken.length === 0) await pause(pollMilliseconds, signal)
  }
  await Promise.all(underWay)
}
// #endregion

/** For a request that left work behind, after its answer: one look, when that work is due. */
export async function settleSoon(deps: Deps): Promise<void> {
  await pause(soonMilliseconds)
  await Promise.all(await trySettleDue(deps, soonAtMost))
}

/** Without the database there is nothing to settle: the next look will see. */
async function trySettleDue(deps: Deps, limit: number): Promise<Array<Promise<void>>> {
  try {
    return await settleDue(deps, { limit })
  } catch (error) {
    deps.logger.error({ err: rootOf(error) }, 'cannot look for orders to settle')
    return []
  }
}

async function settleOne(deps: Deps, due: DueOrder, circuit: Circuit): Promise<void> {
  const signal = AbortSignal.timeout(attemptMilliseconds)
  try {
    const order = await settle(deps, due, { signal, retries: false, trace: undefined, circuit })
    if (!order) return
    const { id, status, payment } = order
    deps.logger.info({ orderId: id, status, payment: payment.status }, 'settled an order')
  } catch (error) {
    deps.logger.error({ err: rootOf(error), orderId: due.id }, 'cannot settle an order')
  }
}
