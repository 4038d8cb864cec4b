import { expect, test } from 'vitest'
import { aProduct, insert } from '../rows.ts'
import { useDatabase } from '../use-database.ts'

const database = useDatabase()

test('stock never goes below zero, however many take from it at once', async () => {
  const { pool, query } = database()
  const product = aProduct({ stock: 3 })
  await insert(pool, 'products', product)
  const attempts = Array.from({ length: 10 }, () =>
    query('update products set stock = stock - 1 where id = $1', [product.id]),
  )
  const results = await Promise.allSettled(attempts)
  const failed = results.filter((result) => result.status === 'rejected')
  expect(failed).toHaveLength(7)
  expect(failed[0]?.reason).toMatchObject({ constraint: 'products_stock' })
  const { rows } = await query('select stock from products where id = $1', [product.id])
  expect(rows).toEqual([{ stock: 0 }])
})

test('a SKU is taken until its product is archived', async () => {
  const { pool, query } = database()
  await insert(pool, 'products', aProduct({ sku: 'MUG-1' }))
  await expect(insert(pool, 'products', aProduct({ sku: 'MUG-1' }))).rejects.toMatchObject({
    code: '23505',
    constraint: 'products_sku_key',
  })
  await query(`update products set archived_at = now() where sku = 'MUG-1'`)
  await insert(pool, 'products', aProduct({ sku: 'MUG-1' }))
})

test.each([
  ['products_sku', { sku: 'mug' }],
  ['products_sku', { sku: '-MUG' }],
  ['products_sku', { sku: 'M' }],
  ['products_sku', { sku: 'M'.repeat(33) }],
  ['products_sku', { sku: 'MUG\n' }],
  ['products_name_length', { name: '' }],
  ['products_name_length', { name: 'x'.repeat(121) }],
  ['products_description_length', { description: 'x'.repeat(2_001) }],
  ['products_price', { price_amount: -1 }],
  ['products_price', { price_amount: 100_000_001 }],
  ['products_currency', { currency: 'JPY' }],
  ['products_stock', { stock: -1 }],
  ['products_version', { version: 0 }],
])('%s refuses %o', async (constraint, changes) => {
  await expect(insert(database().pool, 'products', aProduct(changes))).rejects.toMatchObject({ constraint })
})
