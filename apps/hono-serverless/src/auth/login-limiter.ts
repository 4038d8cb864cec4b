import { eq, sql } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { rateLimits } from '../db/schema.ts'
import { sha256 } from '../digest.ts'
import { DomainError } from '../problems.ts'

interface Options {
  maxFailures: number
  windowSeconds: number
  clock: () => Date
}

export type LoginLimiter = ReturnType<typeof createLoginLimiter>

/** Counts failed logins by email (ACC-3), in the database: an instance of a function has no memory to count in. */
export function createLoginLimiter({ maxFailures, windowSeconds, clock }: Options) {
  // #region log-in
  /** Throws `rate_limited` when there were too many failures. */
  async function check(db: Db, email: string): Promise<void> {
    const [failures] = await db
      .select()
      .from(rateLimits)
      .where(eq(rateLimits.key, await keyOf(email)))
    if (failures && failures.points >= maxFailures) refuseUntil(failures.expire)
  }

  /** Throws `rate_limited` when parallel guesses went past the limit: they must not learn that they were wrong. */
  async function countFailure(db: Db, email: string): Promise<void> {
    const now = clock().getTime()
    const isOver = sql`${rateLimits.expire} <= ${now}`
    const [failures] = await db
      .insert(rateLimits)
      .values({ key: await keyOf(email), points: 1, expire: now + windowSeconds * 1000 })
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          points: sql`case when ${isOver} then 1 else ${rateLimits.points} + 1 end`,
          expire: sql`case when ${isOver} then excluded.expire else ${rateLimits.expire} end`,
        },
      })
      .returning()
    if (failures && failures.points > maxFailures) refuseUntil(failures.expire)
  }
  // #endregion

  function refuseUntil(expire: number | null): void {
    const milliseconds = (expire ?? 0) - clock().getTime()
    if (milliseconds <= 0) return
    throw new DomainError({ code: 'rate_limited', retryAfterSeconds: Math.ceil(milliseconds / 1000) })
  }

  return { check, countFailure }
}

/** What was typed as an email need not be one, and is nobody's business. */
async function keyOf(email: string): Promise<string> {
  return `login:${Array.from(await sha256(email), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
