import * as z from 'zod'
import { countries } from './countries.ts'
import { lineSchema } from './text.ts'

const countrySchema = z
  .enum(countries, {
    error: (issue) => (issue.input === undefined ? undefined : 'must be an ISO 3166-1 alpha-2 code'),
  })
  .meta({ id: 'Country', description: 'ISO 3166-1 alpha-2.', example: 'DE' })

/** Where an order goes. Source: clause ORD-2. */
export const addressInputSchema = z
  .strictObject({
    name: lineSchema({ max: 100 }),
    line1: lineSchema({ max: 200 }),
    line2: lineSchema({ max: 200 }).nullable().optional(),
    city: lineSchema({ max: 100 }),
    postalCode: lineSchema({ max: 20 }),
    country: countrySchema,
  })
  .meta({ id: 'AddressInput' })

export type AddressInput = z.infer<typeof addressInputSchema>

/** The properties of an address to change: absent stays, `null` clears `line2`. Source: clauses ORD-5, VER-3. */
export const addressPatchSchema = addressInputSchema.partial().meta({ id: 'AddressPatch' })

export type AddressPatch = z.infer<typeof addressPatchSchema>

export const addressSchema = z
  .strictObject({
    name: z.string(),
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    postalCode: z.string(),
    country: countrySchema,
  })
  .meta({ id: 'Address' })

export type Address = z.infer<typeof addressSchema>
