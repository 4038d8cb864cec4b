import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import type {
  CreateProduct,
  ListProductsQuery,
  Product,
  UpdateProduct,
} from '@backend-rosetta/contract/products'
import type { Db, Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import * as products from './products.repository.ts'

interface Deps {
  db: Db
  clock: () => Date
  newId: () => string
}

export type ProductService = ReturnType<typeof createProductService>

export function createProductService({ db, clock, newId }: Deps) {
  /** The product, if it may be changed, locked until the end of the transaction. */
  async function lock(trx: Trx, id: string, guard: VersionGuard): Promise<Product> {
    const product = isId(id) ? await products.lockProduct(trx, id) : undefined
    if (!product) throw notFound()
    if (!guard(product.version)) throw new DomainError({ code: 'precondition_failed' })
    return product
  }

  return {
    // #region list-products
    listProducts(query: ListProductsQuery) {
      return products.listProducts(db, query)
    },
    // #endregion

    // #region get-product
    async getProduct(id: string): Promise<Product> {
      const product = isId(id) ? await products.findProduct(db, id) : undefined
      if (!product) throw notFound()
      return product
    },
    // #endregion

    // #region create-product
    createProduct({ description = null, ...values }: CreateProduct): Promise<Product> {
      const now = clock().toISOString()
      return products.insertProduct(db, {
        id: newId(),
        ...values,
        description,
        createdAt: now,
        updatedAt: now,
        version: 1,
      })
    },
    // #endregion

    // #region update-product
    updateProduct(id: string, changes: UpdateProduct, guard: VersionGuard): Promise<Product> {
      return db.transaction().execute(async (trx) => {
        const product = await lock(trx, id, guard)
        const changed = merge(product, changes)
        if (isDeepStrictEqual(changed, product)) return product
        const updatedAt = clock().toISOString()
        return products.updateProduct(trx, { ...changed, updatedAt, version: product.version + 1 })
      })
    },
    // #endregion

    // #region delete-product
    async deleteProduct(id: string, guard: VersionGuard): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await lock(trx, id, guard)
        await products.archiveProduct(trx, id, clock())
      })
    },
    // #endregion
  }
}
