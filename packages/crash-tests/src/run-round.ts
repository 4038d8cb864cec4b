import { setTimeout as delay } from 'node:timers/promises'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import { randomFrom } from '@backend-rosetta/contract-tests/run/random'
import { type Fault, type FaultName, faults } from './faults/faults.ts'
import type { Breach } from './invariants/breach.ts'
import { checkInvariants } from './invariants/check.ts'
import type { Shop } from './load/shop.ts'
import { startShopping } from './load/shoppers.ts'
import type { Stage } from './stage/stage.ts'
import { type Moment, startTimeline, type Timeline } from './timeline.ts'

/** One fault, and what came of it. */
export interface Round {
  fault: FaultName
  seed: number
  /** Answered 201. */
  placed: number
  /** Milliseconds from the moment that all was mended and nobody shopped until everything was settled and checked. */
  settledAfter: number
  breaches: Array<Breach & { timeline: Moment[] }>
}

/** Milliseconds until pending orders have settled: OPS-5 and PAY-2. */
const settleWithin = 10_000

/** Lets people shop, breaks something, mends it, lets them go on for a moment, and looks whether all is right. */
export async function runRound(
  stage: Stage,
  shop: Shop,
  { fault, seed, signal }: { fault: FaultName; seed: number; signal: AbortSignal },
): Promise<Round> {
  const random = randomFrom(seed)
  const timeline = startTimeline()
  const shopping = startShopping(shop, { timeline, seed, signal })
  let broken: Breach[]
  try {
    await delay(200 + random() * 300)
    broken = await breakThings(faults[fault], stage, { random, timeline })
    await delay(300)
  } finally {
    await shopping.stop()
  }
  const begun = performance.now()
  const { promises } = shopping
  const breaches = await checkInvariants(stage, shop, { promises, within: settleWithin })
  return {
    fault,
    seed,
    placed: promises.placed.size,
    settledAfter: Math.round(performance.now() - begun),
    breaches: [...broken, ...breaches].map((breach) => ({
      ...breach,
      timeline: timeline.about(breach.about),
    })),
  }
}

interface Circumstances {
  random: () => number
  timeline: Timeline
}

/** An app that does not come back by itself is brought back, for the next rounds. */
async function breakThings(
  fault: Fault,
  stage: Stage,
  { random, timeline }: Circumstances,
): Promise<Breach[]> {
  try {
    await fault.run(stage, random, (what) => timeline.add('fault', what))
    return []
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    await stage.restart('kept')
    return [{ clause: 'OPS-5', what: `with ${fault.title}: ${error.message}`, about: [] }]
  }
}
