import type { Logger } from 'pino'
import type { Db } from './db/database.ts'

interface Deps {
  db: Db
  logger: Logger
  clock: () => Date
}

export interface Housekeeping {
  stop: () => void
}

const hour = 3_600_000

/** Deletes what nobody can ask for any more, now and then; instances that do it at the same time do no harm. */
export function startHousekeeping({ db, logger, clock }: Deps): Housekeeping {
  const timer = setInterval(() => {
    tidy(db, clock()).catch((err: unknown) => logger.warn({ err }, 'housekeeping failed'))
  }, hour)
  return { stop: () => clearInterval(timer) }
}

/** Idempotency keys are kept for 24 h and longer (IDEM-1), logins until their last refresh token has expired. */
export async function tidy(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', new Date(now.getTime() - 48 * hour))
    .execute()
  await db
    .deleteFrom('sessions')
    .where('created_at', '<', new Date(now.getTime() - 24 * hour))
    .where(({ eb, exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('refresh_tokens')
            .select(eb.lit(1).as('one'))
            .whereRef('refresh_tokens.session_id', '=', 'sessions.id')
            .where('refresh_tokens.expires_at', '>', now),
        ),
      ),
    )
    .execute()
}
