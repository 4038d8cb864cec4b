import { Injectable } from '@nestjs/common'
import { Any, type EntityManager } from 'typeorm'
import { ProductEntity } from './product.entity.ts'

export interface StockLine {
  productId: string
  quantity: number
}

@Injectable()
export class StockRepository {
  // #region take-stock
  /** Takes all of the pieces, or none and returns false (ORD-3). The products are locked from here to the commit. */
  async takeStock(manager: EntityManager, lines: readonly StockLine[]): Promise<boolean> {
    const stock = await lockStock(manager, lines)
    if (lines.some(({ productId, quantity }) => (stock.get(productId) ?? 0) < quantity)) return false
    await addStock(
      manager,
      lines.map(({ productId, quantity }) => ({ productId, quantity: -quantity })),
    )
    return true
  }

  /** Gives the pieces of an order back, also to products that were archived meanwhile. */
  async giveBackStock(manager: EntityManager, lines: readonly StockLine[]): Promise<void> {
    await lockStock(manager, lines)
    await addStock(manager, lines)
  }
  // #endregion
}

/** In the order of the ids: two orders for the same products wait for each other instead of deadlocking. */
async function lockStock(manager: EntityManager, lines: readonly StockLine[]): Promise<Map<string, number>> {
  const products = await manager.find(ProductEntity, {
    select: { id: true, stock: true },
    where: { id: Any(lines.map(({ productId }) => productId)) },
    order: { id: 'ASC' },
    lock: { mode: 'for_no_key_update' },
    withDeleted: true,
  })
  return new Map(products.map(({ id, stock }) => [id, stock]))
}

/** A change of stock is a change of the product (VER-1). One statement for all lines: not TypeORM's to build. */
async function addStock(manager: EntityManager, lines: readonly StockLine[]): Promise<void> {
  await manager.query(
    `update products
     set stock = products.stock + line.quantity, version = products.version + 1, updated_at = now()
     from unnest($1::uuid[], $2::integer[]) as line (id, quantity)
     where products.id = line.id`,
    [lines.map(({ productId }) => productId), lines.map(({ quantity }) => quantity)],
  )
}
