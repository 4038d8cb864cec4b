import type { Db, Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { optimistically } from '../event-store/optimistically.ts'

export interface Inbox {
  /** How often this message was delivered by now. */
  attempt: number
  /** The effect of the message. However often it is delivered, this happens once. */
  once: (work: (trx: Trx) => Promise<void>) => Promise<void>
}

// #region process-once
export function createInbox(db: Db, consumer: string, delivery: { id: string; attempt: number }): Inbox {
  return {
    attempt: delivery.attempt,
    once: (work) =>
      optimistically(db, async (trx) => {
        const noted = await trx.query(sql`
          insert into messaging.inbox (consumer, message_id) values (${consumer}, ${delivery.id})
          on conflict do nothing
          returning message_id`)
        if (noted.length > 0) await work(trx)
      }),
  }
}
// #endregion
