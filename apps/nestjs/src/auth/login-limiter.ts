import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible'
import { DataSource } from 'typeorm'
import type { Env } from '../env.ts'
import { DomainError } from '../problems.ts'

/** Counts failed logins by email (ACC-3), in the database, so that all instances share one count. */
@Injectable()
export class LoginLimiter {
  private readonly maxFailures: number
  private readonly limiter: RateLimiterPostgres

  constructor(dataSource: DataSource, config: ConfigService<Env, true>) {
    this.maxFailures = config.get('LOGIN_MAX_FAILURES', { infer: true })
    this.limiter = new RateLimiterPostgres({
      storeClient: { query: (statement: Statement) => rowsOf(dataSource, statement) },
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: 'login',
      points: this.maxFailures,
      duration: config.get('LOGIN_WINDOW_SECONDS', { infer: true }),
    })
  }

  // #region log-in
  /** Throws `rate_limited` when there were too many failures. */
  async check(email: string): Promise<void> {
    const failures = await this.limiter.get(keyOf(email))
    if (failures && failures.consumedPoints >= this.maxFailures) throw rateLimited(failures)
  }

  /** Throws `rate_limited` when parallel guesses went past the limit: they must not learn that they were wrong. */
  async countFailure(email: string): Promise<void> {
    const failures = await this.limiter.penalty(keyOf(email))
    if (failures.consumedPoints > this.maxFailures) throw rateLimited(failures)
  }
  // #endregion
}

interface Statement {
  text: string
  values: unknown[]
}

/** The form that the limiter expects of an answer. */
async function rowsOf(dataSource: DataSource, { text, values }: Statement) {
  const rows: unknown[] = await dataSource.query(text, values)
  return { rows, rowCount: rows.length }
}

function rateLimited({ msBeforeNext }: RateLimiterRes): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  return new DomainError({ code: 'rate_limited', retryAfterSeconds })
}

/** An email may be longer than the key column, and what was typed there need not be an email. */
function keyOf(email: string): string {
  return createHash('sha256').update(email).digest('hex')
}
