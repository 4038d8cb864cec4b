import { createHash } from 'node:crypto'
import type pg from 'pg'
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible'
import { asUnavailable } from '../db/errors.ts'
import { DomainError } from '../problems.ts'

interface Options {
  pool: pg.Pool
  maxFailures: number
  windowSeconds: number
}

export type LoginLimiter = ReturnType<typeof createLoginLimiter>

/** Counts failed logins by email (ACC-3), in the database, so that all instances share one count. */
export function createLoginLimiter({ pool, maxFailures, windowSeconds }: Options) {
  const limiter = new RateLimiterPostgres({
    storeClient: { query: (query: pg.QueryConfig) => pool.query(query).catch(asUnavailable) },
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'login',
    points: maxFailures,
    duration: windowSeconds,
  })

  return {
    // #region log-in
    /** Throws `rate_limited` when there were too many failures. */
    async check(email: string): Promise<void> {
      const failures = await limiter.get(keyOf(email))
      if (failures && failures.consumedPoints >= maxFailures) throw rateLimited(failures)
    },

    /** Throws `rate_limited` when parallel guesses went past the limit: they must not learn that they were wrong. */
    async countFailure(email: string): Promise<void> {
      const failures = await limiter.penalty(keyOf(email))
      if (failures.consumedPoints > maxFailures) throw rateLimited(failures)
    },
    // #endregion
  }
}

function rateLimited({ msBeforeNext }: RateLimiterRes): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  return new DomainError({ code: 'rate_limited', retryAfterSeconds })
}

/** An email may be longer than the key column, and what was typed there need not be an email. */
function keyOf(email: string): string {
  return createHash('sha256').update(email).digest('hex')
}
