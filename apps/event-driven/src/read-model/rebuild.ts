import { setTimeout as sleep } from 'node:timers/promises'
import { batchSize, projectStatistics } from '../admin/statistics-projection.ts'
import type { Db, Queries, Trx } from '../db/database.ts'
import { isLockTimeout } from '../db/errors.ts'
import { sql } from '../db/sql.ts'
import { changedSince, type Position, readAll, readStreams } from '../event-store/event-store.ts'
import { fold } from '../orders/order.ts'
import { projectOrders } from '../orders/order-projection.ts'
import { recorded } from '../orders/order-stream.ts'
import { createNext, next, takePlace } from './next-schema.ts'

const beginning: Position = { transactionId: '0', position: 0 }
const maxTries = 30
// Any number will do that nobody else takes (outbox.ts).
const lock = 5_174_023

/** It did not come to its end; what is read is what it was. To begin again does no harm. */
export class RebuildError extends Error {
  override name = 'RebuildError'
}

// #region rebuild
/**
 * Makes all that queries read anew, from the events and nothing else, while the app runs: beside the old one at
 * first, without disturbing anybody; then, with all writers waiting for the moment that it takes, up to the last
 * event and in the place of the old one.
 * @param onProgress is told how many events have been read
 * @throws RebuildError when another one is under way, or the writers never let it have that moment
 */
export async function rebuildReadModel(db: Db, onProgress: (events: number) => void = ignore): Promise<void> {
  await db.transaction(async (guard) => {
    const [row] = await guard.query<{ isMine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${lock}) as "isMine"`,
    )
    if (!row?.isMine) throw new RebuildError('Another rebuild is under way.')
    await rebuild(db, async (events) => {
      // Whose connection is lost has lost the lock as well.
      await guard.query(sql`select`)
      onProgress(events)
    })
  })
}

async function rebuild(db: Db, onProgress: (events: number) => Promise<void>): Promise<void> {
  await db.transaction(createNext)
  let seen = beginning
  let total = 0
  for (let read = batchSize; read === batchSize; ) {
    const events = await db.transaction((trx) => replay(trx, seen))
    seen = events.at(-1) ?? seen
    read = events.length
    total += read
    await onProgress(total)
  }
  while ((await db.transaction((trx) => projectStatistics(trx, next))) === batchSize) await onProgress(total)
  await patiently(async () => {
    await onProgress(total)
    await db.transaction((trx) => replace(trx, seen))
  })
}

// #endregion

// #region replay-events
async function replay(trx: Trx, after: Position): Promise<Position[]> {
  const events = await readAll(trx, after, batchSize)
  await projectStreams(trx, [...new Set(events.map(({ streamId }) => streamId))])
  return events
}

/** Orders as they are by now: that is the same, however often and from whichever event on it is done. */
async function projectStreams(db: Queries, ids: readonly string[]): Promise<void> {
  const streams = Map.groupBy(await readStreams(db, ids), ({ streamId }) => streamId)
  const orders = [...streams.values()].flatMap((events) => fold(events.map(recorded))?.order ?? [])
  await projectOrders(db, orders, next.orders)
}

async function replace(trx: Trx, seen: Position): Promise<void> {
  // Who writes to an order appends first: nobody is in the middle of it after this.
  await trx.query(sql`set local lock_timeout = '1s'`)
  await trx.query(sql`lock table event_store.events, read_model.checkpoints in exclusive mode`)
  await projectStreams(trx, await changedSince(trx, seen))
  // The statistics lag behind here as they do elsewhere, and catch up from where they are.
  await takePlace(trx)
}
// #endregion

/** Who waits for the lock lets all writers wait behind it: not for long, and again a little later. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      if (tries === maxTries) throw new RebuildError('There is always somebody writing: try again later.')
      await sleep(500)
    }
  }
}

function ignore(): void {
  // Nobody wants to know.
}
