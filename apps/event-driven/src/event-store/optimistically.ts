import { setTimeout as sleep } from 'node:timers/promises'
import type { Db, Trx } from '../db/database.ts'
import { ConcurrencyError } from './event-store.ts'

const maxTries = 30

// #region try-again
/** The transaction, again from its beginning when somebody else was faster to write to the order. */
export async function optimistically<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || tries === maxTries) throw error
      await sleep(Math.random() * 5 * tries)
    }
  }
}
// #endregion
