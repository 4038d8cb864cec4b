import { randomUUID } from 'node:crypto'
import type { Db } from '../../src/db/database.ts'
import { sql } from '../../src/db/sql.ts'
import type { Handler } from '../../src/messaging/consumer.ts'
import { createInbox } from '../../src/messaging/inbox.ts'
import { type Message, type MessageType, messageSchema } from '../../src/messaging/messages.ts'

export function messageOf(orderId: string, type: MessageType, data: object = {}): Message {
  const at = new Date().toISOString()
  const causes = { correlationId: 'r1', causationId: 'r1' }
  return messageSchema.parse({ id: `${type}:${randomUUID()}`, type, orderId, at, ...causes, data })
}

/** Handles messages as a worker would, and tells what was sent because of them. */
export function handling(db: Db, consumer: string, handle: Handler) {
  return {
    handle: (message: Message, attempt = 1) =>
      handle(message, createInbox(db, consumer, { id: message.id, attempt })),

    async sent(orderId: string): Promise<string[]> {
      const rows = await db.query<{ type: string }>(sql`
        select type from messaging.outbox where order_id = ${orderId} order by position`)
      return rows.map(({ type }) => type)
    },
  }
}
