import { merge } from '@backend-rosetta/contract/merge'
import type {
  CreateProduct,
  ListProductsQuery,
  Product,
  UpdateProduct,
} from '@backend-rosetta/contract/products'
import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Ids, isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import type { ProductEntity } from './product.entity.ts'
import { ProductsRepository } from './products.repository.ts'

@Injectable()
export class ProductsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly products: ProductsRepository,
    private readonly ids: Ids,
  ) {}

  // #region list-products
  listProducts(query: ListProductsQuery): Promise<{ items: Product[]; totalItems: number }> {
    return this.products.listProducts(query)
  }
  // #endregion

  // #region get-product
  async getProduct(id: string): Promise<Product> {
    const product = isId(id) ? await this.products.findProduct(id) : undefined
    if (!product) throw notFound()
    return product
  }
  // #endregion

  // #region create-product
  createProduct({ sku, name, description = null, price, stock }: CreateProduct): Promise<Product> {
    const { amount: priceAmount, currency } = price
    return this.products.insertProduct({
      id: this.ids.next(),
      sku,
      name,
      description,
      priceAmount,
      currency,
      stock,
    })
  }
  // #endregion

  // #region update-product
  updateProduct(id: string, { price, ...changes }: UpdateProduct, guard: VersionGuard): Promise<Product> {
    return this.dataSource.transaction(async (manager) => {
      const product = await this.lock(manager, id, guard)
      const newPrice = price && { priceAmount: price.amount, currency: price.currency }
      return this.products.saveProduct(
        manager,
        Object.assign(product, merge(product, { ...changes, ...newPrice })),
      )
    })
  }
  // #endregion

  // #region delete-product
  async deleteProduct(id: string, guard: VersionGuard): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const product = await this.lock(manager, id, guard)
      await this.products.archiveProduct(manager, product)
    })
  }
  // #endregion

  /** The product, if it may be changed, locked until the end of the transaction. */
  private async lock(manager: EntityManager, id: string, guard: VersionGuard): Promise<ProductEntity> {
    const product = isId(id) ? await this.products.lockProduct(manager, id) : undefined
    if (!product) throw notFound()
    if (!guard(product.version)) throw new DomainError({ code: 'precondition_failed' })
    return product
  }
}
