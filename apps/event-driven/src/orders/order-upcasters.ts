import { currencySchema } from '@backend-rosetta/contract/money'
import * as z from 'zod'
import { type OrderEvent, orderEventSchema } from './order-events.ts'

/** An event as it was written, perhaps long ago. */
export interface WrittenEvent {
  type: string
  schemaVersion: number
  data: unknown
}

// #region upcast-event
/** The newest version of each schema; what is not named here never had another. */
export const schemaVersions: Readonly<Partial<Record<string, number>>> = { 'order.placed': 2 }

/** Each lifts an event from the version in its name to the next one. */
const upcasters: Readonly<Partial<Record<string, (data: unknown) => unknown>>> = {
  'order.placed.1': placedWithMoney,
}

/** The event in the newest version of its schema. What is stored stays as it is. */
export function upcast({ type, schemaVersion, data }: WrittenEvent): OrderEvent {
  let lifted = data
  for (let version = schemaVersion; version < (schemaVersions[type] ?? 1); version += 1) {
    lifted = upcasters[`${type}.${version}`]?.(lifted)
  }
  return orderEventSchema.parse({ type, data: lifted })
}
// #endregion

const placedV1 = z.looseObject({
  currency: currencySchema,
  items: z.array(z.looseObject({ quantity: z.int(), unitAmount: z.int() })),
})

/** Version 1 named the currency once, its prices were plain amounts, and the total was left to the reader. */
function placedWithMoney(data: unknown) {
  const { currency, items, ...same } = placedV1.parse(data)
  const amount = items.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0)
  return {
    ...same,
    items: items.map(({ unitAmount, ...item }) => ({ ...item, unitPrice: { amount: unitAmount, currency } })),
    total: { amount, currency },
  }
}
