import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { Parcel } from './broker.ts'

export interface Failure {
  consumer: string
  parcel: Parcel
  error: string
  /** The failure after which the message is delivered no more. */
  limit: number
}

// #region park-message
/** Counts a failure. Returns whether it was one too many: then the message is parked, for an operator to look at. */
export async function noteFailure(
  db: Queries,
  { consumer, parcel, error, limit }: Failure,
): Promise<boolean> {
  const { id, type, body } = parcel
  const [row] = await db.query<{ parked: boolean }>(sql`
    insert into messaging.failures as known (consumer, message_id, type, body, error, parked_at)
    values (${consumer}, ${id}, ${type}, ${JSON.stringify(body)}, ${error}, case when ${limit} <= 1 then now() end)
    on conflict (consumer, message_id) do update set
      failures = known.failures + 1, error = excluded.error, failed_at = now(),
      parked_at = case when known.failures + 1 >= ${limit} then now() end
    returning parked_at is not null as parked`)
  return row?.parked ?? false
}
// #endregion

/** A message that failed before and has gone through now is no failure any more. */
export async function forgetFailure(db: Queries, consumer: string, messageId: string): Promise<void> {
  await db.query(sql`
    delete from messaging.failures where consumer = ${consumer} and message_id = ${messageId}`)
}
