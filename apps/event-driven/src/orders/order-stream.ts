import * as z from 'zod'
import type { Queries } from '../db/database.ts'
import { readStream, type StoredEvent } from '../event-store/event-store.ts'
import { fold, type OrderState } from './order.ts'
import type { Recorded } from './order-events.ts'
import { upcast } from './order-upcasters.ts'

const metadataSchema = z.object({
  actor: z.discriminatedUnion('type', [
    z.object({ type: z.literal('user'), id: z.string() }),
    z.object({ type: z.literal('system'), id: z.null() }),
  ]),
  correlationId: z.string(),
  causationId: z.string(),
  traceparent: z.string().optional(),
})

// #region load-order
/** All that ever happened to an order; nothing, if there is none. */
export async function loadStream(db: Queries, orderId: string): Promise<Recorded[]> {
  return (await readStream(db, orderId)).map(recorded)
}

export async function loadOrder(db: Queries, orderId: string): Promise<OrderState | undefined> {
  return fold(await loadStream(db, orderId))
}
// #endregion

/** A stored event as the rules know it. */
export function recorded(stored: StoredEvent): Recorded {
  const { streamId: orderId, version, at } = stored
  return { ...upcast(stored), orderId, version, at, metadata: metadataSchema.parse(stored.metadata) }
}
