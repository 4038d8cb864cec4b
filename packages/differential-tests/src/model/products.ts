import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import { createProductSchema, updateProductSchema } from '@backend-rosetta/contract/products'
import { type Answer, Refusal, resourceAnswer } from './answer.ts'
import { type Call, checkVersion, isKnown, notFound, requireIfMatch } from './call.ts'
import { etagOfResource, now, productTemplate } from './resources.ts'
import { bump, type Product, type State } from './state.ts'
import { symbolOf } from './symbols.ts'

export const catalogueCache = 'public, max-age=0, must-revalidate'

/** CAT-1, VER-1. */
export function getProduct(call: Call): Answer {
  const product = findProduct(call)
  const etag = etagOfResource(product)
  const caching = { 'cache-control': catalogueCache }
  if (isKnown(call, etag)) return { status: 304, headers: { etag, ...caching } }
  const answer = resourceAnswer(200, product, productTemplate(product))
  return { ...answer, headers: { ...answer.headers, ...caching } }
}

/** CAT-2. */
export function createProduct({ state, key, body }: Call): Answer {
  const { description = null, ...values } = createProductSchema.parse(body)
  refuseTakenSku(state, values.sku)
  const product: Product = {
    id: symbolOf('product', key),
    ...values,
    description,
    archived: false,
    createdAt: now(state),
    version: { number: 1, rank: 1 },
  }
  state.products.push(product)
  const answer = resourceAnswer(201, product, productTemplate(product))
  return { ...answer, headers: { ...answer.headers, location: `/api/v1/products/${product.id}` } }
}

/** CAT-2, VER-2, VER-3. */
export function updateProduct(call: Call): Answer {
  const changes = updateProductSchema.parse(call.body)
  requireIfMatch(call)
  const product = findProduct(call)
  checkVersion(call, product)
  const { sku, name, description, price, stock } = product
  const before = { sku, name, description, price, stock }
  const after = merge(before, changes)
  if (after.sku !== sku) refuseTakenSku(call.state, after.sku)
  if (!isDeepStrictEqual(after, before)) bump(product)
  Object.assign(product, after)
  return resourceAnswer(200, product, productTemplate(product))
}

/** CAT-2. */
export function deleteProduct(call: Call): Answer {
  const product = findProduct(call)
  checkVersion(call, product)
  product.archived = true
  return { status: 204, headers: {} }
}

function findProduct({ state, parameter }: Call): Product {
  const product = state.products.find(({ id, archived }) => id === parameter && !archived)
  if (!product) throw notFound()
  return product
}

function refuseTakenSku(state: State, sku: string): void {
  if (state.products.some((product) => product.sku === sku && !product.archived))
    throw new Refusal('sku_taken')
}
