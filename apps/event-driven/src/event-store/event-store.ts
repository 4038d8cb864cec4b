import type { Queries, Trx } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { sql } from '../db/sql.ts'

/** An event as it is stored. The store does not know what it means. */
export interface StoredEvent {
  streamId: string
  version: number
  type: string
  schemaVersion: number
  data: unknown
  metadata: unknown
  at: Date
}

/** A place in the order of all events. */
export interface Position {
  transactionId: string
  position: number
}

export interface Append {
  streamId: string
  /** The version that the writer has seen: 0 is a new stream. */
  expectedVersion: number
  events: ReadonlyArray<{ id: string; type: string; schemaVersion: number; data: object }>
  metadata: object
  at: Date
}

/** Somebody else has written to the stream meanwhile: read it again, and decide again. */
export class ConcurrencyError extends Error {
  override name = 'ConcurrencyError'
}

// #region append-events
/** All of the events or, when the stream is not at the expected version any more, a `ConcurrencyError`. */
export async function append(
  trx: Trx,
  { streamId, expectedVersion, events, ...same }: Append,
): Promise<void> {
  const placed = events.map((event, index) => {
    return { ...event, streamId, version: expectedVersion + index + 1, ...same }
  })
  trx.notify('order_events', streamId)
  try {
    await insertEvents(trx, placed)
  } catch (error) {
    if (isUniqueViolation(error, 'events_stream_version_key')) throw new ConcurrencyError()
    throw error
  }
}

/** Events that have their places already. */
export async function insertEvents(
  trx: Trx,
  events: ReadonlyArray<StoredEvent & { id: string }>,
): Promise<void> {
  await trx.query(sql`
    insert into event_store.events (id, stream_id, version, type, schema_version, data, metadata, at)
    select id, "streamId", version, type, "schemaVersion", data, metadata, at
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as row (
      id uuid, "streamId" uuid, version integer, type text, "schemaVersion" smallint,
      data jsonb, metadata jsonb, at timestamptz
    )
    order by "streamId", version`)
}
// #endregion

// #region read-stream
export async function readStream(db: Queries, streamId: string): Promise<StoredEvent[]> {
  return db.query<StoredEvent>(sql`
    select ${columns} from event_store.events where stream_id = ${streamId} order by version`)
}
// #endregion

/** The whole streams of all of these, each in order. */
export async function readStreams(db: Queries, streamIds: readonly string[]): Promise<StoredEvent[]> {
  return db.query<StoredEvent>(sql`
    select ${columns} from event_store.events
    where stream_id = any(${streamIds}::uuid[]) order by stream_id, version`)
}

// #region read-all
/**
 * The next events of all streams, in an order in which none is skipped: what transactions that have not ended may
 * still add comes after all that is read here.
 */
export async function readAll(
  db: Queries,
  after: Position,
  limit: number,
): Promise<Array<StoredEvent & Position>> {
  const end = await oldestRunning(db)
  return db.query<StoredEvent & Position>(sql`
    select ${columns}, transaction_id::text as "transactionId", position from event_store.events
    where (transaction_id, position) > (${after.transactionId}::xid8, ${after.position})
      and transaction_id < ${end}::xid8
    order by transaction_id, position
    limit ${limit}`)
}

/**
 * Transactions before this one have ended: a statement after this one sees all of them. pg_snapshot_xmin would say so
 * as well, but also wait for those that write to other databases of the server.
 */
async function oldestRunning(db: Queries): Promise<string | undefined> {
  const [row] = await db.query<{ end: string }>(sql`
    select coalesce(min(running), pg_snapshot_xmax(pg_current_snapshot()))::text as end
    from pg_snapshot_xip(pg_current_snapshot()) as running
    join pg_stat_activity on backend_xid = running::xid and datname = current_database()`)
  return row?.end
}
// #endregion

/** Streams with events after a place, committed ones of all transactions. */
export async function changedSince(db: Queries, after: Position): Promise<string[]> {
  const rows = await db.query<{ streamId: string }>(sql`
    select distinct stream_id as "streamId" from event_store.events
    where (transaction_id, position) > (${after.transactionId}::xid8, ${after.position})`)
  return rows.map(({ streamId }) => streamId)
}

const columns = sql`
  stream_id as "streamId", version, type, schema_version as "schemaVersion", data, metadata, at`
