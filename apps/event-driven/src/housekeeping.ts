import type { Logger } from 'pino'
import type { Queries } from './db/database.ts'
import { sql } from './db/sql.ts'

interface Deps {
  db: Queries
  logger: Pick<Logger, 'warn'>
  clock: () => Date
}

export interface Housekeeping {
  stop: () => void
}

const hour = 3_600_000

/** Deletes what nobody can ask for any more, now and then; processes that do it at the same time do no harm. */
export function startHousekeeping({ db, logger, clock }: Deps): Housekeeping {
  const timer = setInterval(() => {
    tidy(db, clock()).catch((err: unknown) => logger.warn({ err }, 'housekeeping failed'))
  }, hour)
  return { stop: () => clearInterval(timer) }
}

/**
 * Idempotency keys are kept for 24 h and longer (IDEM-1), logins until their last refresh token has expired, and what
 * consumers remember for longer than any broker delivers a message again.
 */
export async function tidy(db: Queries, now: Date): Promise<void> {
  const before = (hours: number) => new Date(now.getTime() - hours * hour)
  await db.query(sql`delete from ordering.idempotency_keys where created_at < ${before(48)}`)
  await db.query(sql`delete from messaging.inbox where processed_at < ${before(7 * 24)}`)
  await db.query(sql`delete from rate_limits where expire < ${now.getTime()}`)
  await db.query(sql`
    delete from sessions
    where created_at < ${before(24)} and not exists (
      select from refresh_tokens
      where refresh_tokens.session_id = sessions.id and refresh_tokens.expires_at > ${now}
    )`)
}
