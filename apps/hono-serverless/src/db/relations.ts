import { relations } from 'drizzle-orm'
import { orderItems, orders } from './schema.ts'

// What `db.query` can fetch together in one statement.

export const ordersRelations = relations(orders, ({ many }) => ({ items: many(orderItems) }))

export const orderItemsRelations = relations(orderItems, ({ one }) => ({
  order: one(orders, { fields: [orderItems.orderId], references: [orders.id] }),
}))
