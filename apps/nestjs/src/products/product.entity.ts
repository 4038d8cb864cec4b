import type { Currency } from '@backend-rosetta/contract/money'
import type { Product } from '@backend-rosetta/contract/products'
import {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm'

@Entity('products')
export class ProductEntity {
  @PrimaryColumn('uuid')
  id!: string

  @Column('text')
  sku!: string

  @Column('text')
  name!: string

  @Column('text', { nullable: true })
  description!: string | null

  @Column('integer')
  priceAmount!: number

  @Column('text')
  currency!: Currency

  @Column('integer')
  stock!: number

  @VersionColumn({ type: 'integer' })
  version!: number

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date

  /** Set, the product is out of the catalogue (CAT-2), and no query finds it unless it asks for deleted ones. */
  @DeleteDateColumn({ type: 'timestamptz', precision: 3 })
  archivedAt!: Date | null
}

/** What a client sees of a product, as columns. */
export const productColumns = [
  'id',
  'sku',
  'name',
  'description',
  'priceAmount',
  'currency',
  'stock',
  'version',
  'createdAt',
  'updatedAt',
] as const satisfies (keyof ProductEntity)[]

/** An entity is one, and so is a row of a query that reads just these columns. */
export type ProductRow = Pick<ProductEntity, (typeof productColumns)[number]>

export function toProduct(row: ProductRow): Product {
  const { id, sku, name, description, stock, version } = row
  const price = { amount: row.priceAmount, currency: row.currency }
  const createdAt = row.createdAt.toISOString()
  const updatedAt = row.updatedAt.toISOString()
  return { id, sku, name, description, price, stock, createdAt, updatedAt, version }
}
