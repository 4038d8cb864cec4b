import type { ListProductsQuery, Product } from '@backend-rosetta/contract/products'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import {
  Any,
  Between,
  type EntityManager,
  Equal,
  type FindOptionsWhere,
  ILike,
  MoreThan,
  Repository,
} from 'typeorm'
import { isUniqueViolation } from '../db/errors.ts'
import { containing, parseSort } from '../db/lists.ts'
import { selectRows } from '../db/select-rows.ts'
import { DomainError } from '../problems.ts'
import { ProductEntity, type ProductRow, productColumns, toProduct } from './product.entity.ts'

@Injectable()
export class ProductsRepository {
  // #region get-product
  private readonly productById: string

  constructor(@InjectRepository(ProductEntity) private readonly products: Repository<ProductEntity>) {
    // Built once: to build it for each request takes the processor half as long as the query itself.
    ;[this.productById] = this.selectProducts()
      .where('product.id = :id', { id: null })
      .getQueryAndParameters()
  }

  async findProduct(id: string): Promise<Product | undefined> {
    const [row] = await this.products.query<ProductRow[]>(this.productById, [id])
    return row && toProduct(row)
  }
  // #endregion

  // #region lock-product
  /** The product, locked against other changes until the end of the transaction. */
  lockProduct(manager: EntityManager, id: string): Promise<ProductEntity | null> {
    return manager.findOne(ProductEntity, { where: { id }, lock: { mode: 'for_no_key_update' } })
  }
  // #endregion

  // #region place-order
  /** What of these products is in the catalogue, at the prices of this moment. */
  async findOffers(manager: EntityManager, ids: string[]) {
    const products = await manager.find(ProductEntity, {
      select: { id: true, sku: true, name: true, priceAmount: true, currency: true },
      where: { id: Any(ids) },
    })
    return products.map(({ id, sku, name, priceAmount, currency }) => {
      return { id, sku, name, price: { amount: priceAmount, currency } }
    })
  }
  // #endregion

  // #region list-products
  async listProducts(query: ListProductsQuery): Promise<{ items: Product[]; totalItems: number }> {
    const { page, limit } = query
    const [field, direction] = parseSort(query.sort)
    const found = this.selectProducts().where(matching(query))
    const slice = found
      .clone()
      .orderBy({ [`product.${sortColumns[field]}`]: direction, 'product.id': direction })
      .limit(limit)
      .offset((page - 1) * limit)
    const [rows, totalItems] = await Promise.all([slice.getRawMany<ProductRow>(), found.getCount()])
    return { items: rows.map(toProduct), totalItems }
  }
  // #endregion

  // #region create-product
  /** Throws `sku_taken`: the unique index decides. */
  async insertProduct(product: NewProduct): Promise<Product> {
    const entity = this.products.create(product)
    await this.products.insert(entity).catch(refuseTakenSku)
    return toProduct(entity)
  }
  // #endregion

  // #region update-product
  /** Writes what was changed, if anything was, with the next version. Throws `sku_taken`. */
  async saveProduct(manager: EntityManager, product: ProductEntity): Promise<Product> {
    return toProduct(await manager.save(product).catch(refuseTakenSku))
  }
  // #endregion

  // #region delete-product
  async archiveProduct(manager: EntityManager, product: ProductEntity): Promise<void> {
    await manager.softRemove(product)
  }
  // #endregion

  private selectProducts() {
    return selectRows(this.products, 'product', productColumns)
  }
}

export type NewProduct = Pick<
  ProductEntity,
  'id' | 'sku' | 'name' | 'description' | 'priceAmount' | 'currency' | 'stock'
>

const sortColumns = { createdAt: 'createdAt', price: 'priceAmount', name: 'name' } as const

/** The filters as they are; the search looks into three columns, which TypeORM writes as three alternatives. */
function matching({
  search,
  minPrice,
  maxPrice,
  inStock,
}: ListProductsQuery): FindOptionsWhere<ProductEntity>[] {
  const filters: FindOptionsWhere<ProductEntity> = {
    ...((minPrice ?? maxPrice) !== undefined && {
      priceAmount: Between(minPrice ?? 0, maxPrice ?? maxAmount),
    }),
    ...(inStock !== undefined && { stock: inStock ? MoreThan(0) : Equal(0) }),
  }
  if (search === undefined) return [filters]
  const pattern = ILike(containing(search))
  return [
    { ...filters, name: pattern },
    { ...filters, sku: pattern },
    { ...filters, description: pattern },
  ]
}

const maxAmount = 100_000_000

function refuseTakenSku(error: unknown): never {
  if (isUniqueViolation(error, 'products_sku_key')) throw new DomainError({ code: 'sku_taken' })
  throw error
}
