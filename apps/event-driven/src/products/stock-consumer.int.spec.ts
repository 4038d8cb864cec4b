import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { handling, messageOf } from '../../test/support/handling.ts'
import { givenProductRow, startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import { createStockConsumer } from './stock-consumer.ts'

const { db, stop } = await startTestDatabase()
afterAll(stop)

const { handle, sent } = handling(db, 'stock', createStockConsumer({ clock: () => new Date() }))

const reserve = (orderId: string, ...lines: Array<[productId: string, quantity: number]>) =>
  messageOf(orderId, 'command.stock.reserve', {
    items: lines.map(([productId, quantity]) => ({ productId, quantity })),
  })

const release = (orderId: string) => messageOf(orderId, 'command.stock.release')

async function stockOf(...ids: string[]): Promise<number[]> {
  const rows = await db.query<{ stock: number }>(sql`
    select stock from unnest(${ids}::uuid[]) with ordinality as asked (id, place)
    join products using (id) order by place`)
  return rows.map(({ stock }) => stock)
}

test('takes all pieces, and a change of stock is a new version of the product', async () => {
  const [order, mug] = [randomUUID(), await givenProductRow(db, 5)]
  await handle(reserve(order, [mug, 3]))
  expect([await stockOf(mug), await sent(order)]).toEqual([[2], ['event.stock.reserved']])
  expect(await db.query(sql`select version from products where id = ${mug}`)).toEqual([{ version: 2 }])
})

test('takes nothing where there is too little of one', async () => {
  const [order, mug, cup] = [randomUUID(), await givenProductRow(db, 5), await givenProductRow(db, 1)]
  await handle(reserve(order, [mug, 1], [cup, 2]))
  expect([await stockOf(mug, cup), await sent(order)]).toEqual([[5, 1], ['event.stock.refused']])
})

test('takes once, whether the same message comes again or another one', async () => {
  const [order, mug] = [randomUUID(), await givenProductRow(db, 5)]
  const message = reserve(order, [mug, 1])
  await Promise.all([handle(message), handle(message, 2), handle(reserve(order, [mug, 1]))])
  expect(await stockOf(mug)).toEqual([4])
  // The other one may be there because the first answer was lost.
  expect(await sent(order)).toEqual(['event.stock.reserved', 'event.stock.reserved'])
})

test('gives back what was taken, once', async () => {
  const [order, mug] = [randomUUID(), await givenProductRow(db, 5)]
  await handle(reserve(order, [mug, 2]))
  await Promise.all([handle(release(order)), handle(release(order))])
  expect(await stockOf(mug)).toEqual([5])
  expect(await sent(order)).toEqual(['event.stock.reserved', 'event.stock.released', 'event.stock.released'])
})

test('takes nothing for an order that was over before', async () => {
  const [order, mug] = [randomUUID(), await givenProductRow(db, 5)]
  await handle(release(order))
  await handle(reserve(order, [mug, 2]))
  expect(await stockOf(mug)).toEqual([5])
  expect(await sent(order)).toEqual(['event.stock.released', 'event.stock.released'])
})

test('gives nothing back that was refused', async () => {
  const [order, mug] = [randomUUID(), await givenProductRow(db, 1)]
  await handle(reserve(order, [mug, 2]))
  await handle(release(order))
  expect(await stockOf(mug)).toEqual([1])
})

test('is exact when many want the same, in any order', async () => {
  const [mug, cup] = [await givenProductRow(db, 6), await givenProductRow(db, 100)]
  const orders = Array.from({ length: 10 }, () => randomUUID())
  await Promise.all(
    orders.map((order, index) => {
      const lines: Array<[string, number]> = [
        [mug, 1],
        [cup, 1],
      ]
      return handle(reserve(order, ...(index % 2 ? lines : lines.toReversed())))
    }),
  )
  const answers = (await Promise.all(orders.map(sent))).flat()
  expect(answers.filter((type) => type === 'event.stock.reserved')).toHaveLength(6)
  expect(await stockOf(mug, cup)).toEqual([0, 94])
})
