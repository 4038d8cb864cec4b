import { and, eq, gt, lt, notExists, sql } from 'drizzle-orm'
import type { Db } from './db/database.ts'
import { idempotencyKeys, rateLimits, refreshTokens, sessions } from './db/schema.ts'

const hour = 3_600_000

/**
 * Deletes what nobody can ask for any more; instances that do it at the same time do no harm. Idempotency keys are kept
 * for 24 h and longer (IDEM-1), logins until their last refresh token has expired.
 */
export async function tidy(db: Db, now: Date): Promise<void> {
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, hoursBefore(now, 48)))
  const alive = db
    .select({ one: sql`1` })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.sessionId, sessions.id), gt(refreshTokens.expiresAt, now)))
  await db.delete(sessions).where(and(lt(sessions.createdAt, hoursBefore(now, 24)), notExists(alive)))
  await db.delete(rateLimits).where(lt(rateLimits.expire, hoursBefore(now, 1).getTime()))
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * hour)
}
