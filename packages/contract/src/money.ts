import * as z from 'zod'
import { integerSchema } from './numbers.ts'

/** The currencies of the shop, ISO 4217. */
export const currencies = ['EUR', 'USD', 'GBP'] as const

export type Currency = (typeof currencies)[number]

export const currencySchema = z.enum(currencies).meta({ id: 'Currency', description: 'ISO 4217.' })

/** Money as integer minor units (cents, pence) and never as a floating-point number. Source: clause HTTP-3. */
export const moneySchema = z
  .strictObject({ amount: z.int().min(0), currency: currencySchema })
  .meta({ id: 'Money', description: 'An amount in minor units: 1250 EUR is 12.50 euro.' })

/** The price of one piece: at most 1,000,000.00. Source: clause CAT-2. */
export const priceSchema = z
  .strictObject({ amount: integerSchema({ min: 0, max: 100_000_000 }), currency: currencySchema })
  .meta({ id: 'Price' })

export type Money = z.infer<typeof moneySchema>
