import { and, eq, lte, sql } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { rateLimits } from '../db/schema.ts'

// A circuit breaker is a limit on failures. What one instance remembers is worth little where each serves one request
// at a time and is gone soon after, so all of them share a row beside the limits on logins: they learn together that the
// gateway is down, and together ask it every quarter of a second whether it is back.

const key = 'circuit:payment-gateway'
/** After so many failures in a row, over all instances, the circuit is open. */
const threshold = 10
const probeMilliseconds = 250

export interface Circuit {
  failures: number
  open: boolean
}

// #region circuit
export async function readCircuit(db: Db): Promise<Circuit> {
  const { points } = rateLimits
  const [row] = await db.select({ failures: points }).from(rateLimits).where(eq(rateLimits.key, key))
  const failures = row?.failures ?? 0
  return { failures, open: failures >= threshold }
}

/** Whether this caller may ask although the circuit is open: of those at the same moment one, the update decides. */
export async function takeProbe(db: Db, now: Date): Promise<boolean> {
  const taken = await db
    .update(rateLimits)
    .set({ expire: nextProbe(now) })
    .where(and(eq(rateLimits.key, key), lte(rateLimits.expire, now.getTime())))
    .returning({ key: rateLimits.key })
  return taken.length > 0
}

/** The gateway answered: the circuit is closed. Nothing is written as long as all is well. */
export async function noteAnswer(db: Db, { failures }: Circuit): Promise<void> {
  if (failures > 0) await db.delete(rateLimits).where(eq(rateLimits.key, key))
}

export async function noteFailure(db: Db, now: Date): Promise<void> {
  const expire = nextProbe(now)
  const oneMore = { points: sql`${rateLimits.points} + 1`, expire }
  await db
    .insert(rateLimits)
    .values({ key, points: 1, expire })
    .onConflictDoUpdate({ target: rateLimits.key, set: oneMore })
}
// #endregion

function nextProbe(now: Date): number {
  return now.getTime() + probeMilliseconds
}
