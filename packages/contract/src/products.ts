import * as z from 'zod'
import { pageOf, pageQuery } from './lists.ts'
import { priceSchema } from './money.ts'
import { integerSchema } from './numbers.ts'
import { queryBoolean, queryInteger, querySearch } from './query.ts'
import { idSchema, instantSchema, lineSchema, multilineSchema } from './text.ts'

const sku = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/)
const name = lineSchema({ max: 120 })
const description = multilineSchema({ min: 0, max: 2000 })
const stock = integerSchema({ min: 0, max: 1_000_000 })

export const productSchema = z
  .strictObject({
    id: idSchema,
    sku,
    name: z.string(),
    description: z.string().nullable(),
    price: priceSchema,
    stock: z.int().min(0),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    version: z.int().min(1),
  })
  .meta({ id: 'Product' })

export type Product = z.infer<typeof productSchema>

export const productPageSchema = pageOf(productSchema).meta({ id: 'ProductPage' })

/** Clause CAT-2. */
export const createProductSchema = z
  .strictObject({ sku, name, description: description.nullable().optional(), price: priceSchema, stock })
  .meta({ id: 'CreateProduct' })

export type CreateProduct = z.infer<typeof createProductSchema>

/** Clauses CAT-2 and VER-3: absent stays, `null` clears. */
export const updateProductSchema = createProductSchema.partial().meta({ id: 'UpdateProduct' })

export type UpdateProduct = z.infer<typeof updateProductSchema>

export const productSorts = ['createdAt', '-createdAt', 'price', '-price', 'name', '-name'] as const

const priceFilter = queryInteger({ min: 0, max: 100_000_000 })

export const listProductsQuery = z.object({
  ...pageQuery,
  search: querySearch.optional(),
  minPrice: priceFilter.optional(),
  maxPrice: priceFilter.optional(),
  inStock: queryBoolean.optional(),
  sort: z.enum(productSorts).default('-createdAt'),
})

export type ListProductsQuery = z.infer<typeof listProductsQuery>
