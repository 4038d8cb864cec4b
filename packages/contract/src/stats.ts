import * as z from 'zod'
import { orderStatuses } from './lifecycle.ts'
import { moneySchema } from './money.ts'
import { idSchema } from './text.ts'

const count = z.int().min(0)

/** What the shop has and sold. Source: clause ORD-8. */
export const statsSchema = z
  .strictObject({
    users: z.strictObject({ total: count, active: count }),
    products: z.strictObject({ total: count, outOfStock: count }),
    orders: z.strictObject({ total: count, byStatus: z.record(z.enum(orderStatuses), count) }),
    revenue: z.array(moneySchema).meta({ description: 'One per currency with orders that count.' }),
    topProducts: z
      .array(z.strictObject({ productId: idSchema, name: z.string(), quantity: count }))
      .max(5)
      .meta({ description: 'Most sold first, ties by productId.' }),
  })
  .meta({ id: 'Stats' })

export type Stats = z.infer<typeof statsSchema>
