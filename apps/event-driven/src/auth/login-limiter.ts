import { createHash } from 'node:crypto'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { DomainError } from '../problems.ts'

interface Options {
  db: Queries
  maxFailures: number
  windowSeconds: number
  clock: () => Date
}

export type LoginLimiter = ReturnType<typeof createLoginLimiter>

interface Failures {
  points: number
  /** When the window ends, in milliseconds. */
  expire: number
}

/** Counts failed logins by email (ACC-3), in the database, so that all instances share one count. */
export function createLoginLimiter({ db, maxFailures, windowSeconds, clock }: Options) {
  function refuse({ expire }: Failures): never {
    const retryAfterSeconds = Math.max(1, Math.ceil((expire - clock().getTime()) / 1000))
    throw new DomainError({ code: 'rate_limited', retryAfterSeconds })
  }

  return {
    // #region log-in
    /** Throws `rate_limited` when there were too many failures. */
    async check(email: string): Promise<void> {
      const [failures] = await db.query<Failures>(sql`
        select points, expire from rate_limits where key = ${keyOf(email)} and expire > ${clock().getTime()}`)
      if (failures && failures.points >= maxFailures) refuse(failures)
    },

    /** Throws `rate_limited` when parallel guesses went past the limit: they must not learn that they were wrong. */
    async countFailure(email: string): Promise<void> {
      const now = clock().getTime()
      const [failures] = await db.query<Failures>(sql`
        insert into rate_limits as failures (key, points, expire)
        values (${keyOf(email)}, 1, ${now + windowSeconds * 1000})
        on conflict (key) do update set
          points = case when failures.expire > ${now} then failures.points + 1 else 1 end,
          expire = case when failures.expire > ${now} then failures.expire else excluded.expire end
        returning points, expire`)
      if (failures && failures.points > maxFailures) refuse(failures)
    },
    // #endregion
  }
}

/** What was typed as an email need not be one, and may be of any length. */
function keyOf(email: string): string {
  return `login:${createHash('sha256').update(email).digest('hex')}`
}
