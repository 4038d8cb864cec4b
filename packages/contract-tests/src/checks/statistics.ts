import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Currency } from '@backend-rosetta/contract/money'
import type { Stats } from '@backend-rosetta/contract/stats'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'

/** They may lag by up to 5 s, while other checks change what is counted. */
const lag = { within: 8000, every: 100 }

/** A hundred pieces at the highest price: more than all else that checks sell in pounds and dollars. */
const fortune = 10_000_000_000

const core = defineChecks('ORD-8', { level: 'core', slow: true, timeout: 30_000 }, (check) => {
  check('ORD-8.1', 'the orders of all statuses make up the total', async (t) => {
    await t.poll(async () => {
      const { total, byStatus } = (await statsOf(t)).orders
      const sum = Object.values(byStatus).reduce((all, count) => all + count, 0)
      t.expect(sum).equals(total, 'the sum over the statuses is the total')
    }, lag)
  })

  for (const [index, status] of (['rejected', 'cancelled', 'delivered'] as const).entries()) {
    check(`ORD-8.${2 + index}`, `one more ${status} order is counted`, (t) => isCounted(t, status))
  }

  check('ORD-8.5', 'what is confirmed, shipped or delivered is revenue, in its currency', async (t) => {
    const customer = await t.customer()
    const items = [[await preciousIn(t, 'GBP'), 100] as const]
    const before = revenueIn('GBP', await statsOf(t))
    for (const status of ['confirmed', 'shipped', 'delivered'] as const) {
      await t.order(customer, { items, status })
    }
    await t.poll(async () => {
      // Others may cancel an order of some pounds meanwhile.
      const grown = revenueIn('GBP', await statsOf(t)) - before
      t.expect(grown).isBetween(
        2.9 * fortune,
        3.1 * fortune,
        'the revenue has grown by the three totals, once',
      )
    }, lag)
  })

  check('ORD-8.6', 'what is cancelled or rejected is no revenue', async (t) => {
    const customer = await t.customer()
    const items = [[await preciousIn(t, 'USD'), 100] as const]
    const before = revenueIn('USD', await statsOf(t))
    for (const status of ['cancelled', 'rejected'] as const) await t.order(customer, { items, status })
    await t.poll(async () => {
      const grown = revenueIn('USD', await statsOf(t)) - before
      t.expect(grown).satisfies((more) => more < 0.5 * fortune, 'the revenue has not grown by either total')
    }, lag)
  })

  check('ORD-8.7', 'no currency and no product is there twice, and the most sold comes first', async (t) => {
    const { revenue, topProducts } = await statsOf(t)
    const currencies = revenue.map(({ currency }) => currency)
    t.expect(currencies).equals([...new Set(currencies)], 'each currency is there once')
    const ids = topProducts.map(({ productId }) => productId)
    t.expect(ids).equals([...new Set(ids)], 'each product is there once')
    const quantities = topProducts.map(({ quantity }) => quantity)
    t.expect(quantities).equals(
      quantities.toSorted((a, b) => b - a),
      'the most sold comes first',
    )
  })

  check(
    'ORD-8.8',
    'the most sold products are those of confirmed, shipped and delivered orders',
    async (t) => {
      const customer = await t.customer()
      const product = await t.product({ stock: 1000, price: { amount: 1, currency: 'EUR' } })
      const items = [[product, 100] as const]
      for (const status of ['confirmed', 'shipped', 'delivered', 'cancelled', 'rejected'] as const) {
        await t.order(customer, { items, status })
      }
      await t.poll(async () => isAmongTheFirst(t, { id: product.id, quantity: 300 }), lag)
      t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
      await t.poll(async () => {
        const found = (await statsOf(t)).topProducts.filter(({ productId }) => productId === product.id)
        t.expect(found).equals([], 'an archived product does not count')
      }, lag)
    },
  )

  check('ORD-8.9', 'products are counted as the catalogue counts them', async (t) => {
    const [, archived] = await Promise.all([t.product({ stock: 0 }), t.product({ stock: 0 })])
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: archived.id } }), 204)
    const count = async (query: object) => {
      const options = { query: { ...query, limit: 1 } }
      return t.status(await t.anonymous.call('listProducts', options), 200).page.totalItems
    }
    await t.poll(
      async () => {
        const { products } = await statsOf(t)
        const [total, outOfStock] = await Promise.all([count({}), count({ inStock: false })])
        t.expect(products).equals({ total, outOfStock }, 'both counts are those of the lists')
      },
      { within: 20_000, every: 100 },
    )
  })

  check('ORD-8.10', 'users are counted without deleted ones, and active ones apart', async (t) => {
    const [inactive, deleted] = await Promise.all([t.freshCustomer(), t.freshCustomer()])
    const admin = t.as(t.admin)
    const change = { path: { id: inactive.id }, ifMatch: '*', body: { active: false } }
    t.status(await admin.call('updateUser', change), 200)
    t.status(await admin.call('deleteUser', { path: { id: deleted.id } }), 204)
    const count = async (query: object) => {
      const options = { query: { ...query, limit: 1 } }
      return t.status(await admin.call('listUsers', options), 200).page.totalItems
    }
    await t.poll(
      async () => {
        const { users } = await statsOf(t)
        const [total, active] = await Promise.all([count({}), count({ active: true })])
        t.expect(users).equals({ total, active }, 'both counts are those of the lists')
      },
      { within: 20_000, every: 100 },
    )
  })

  check('ORD-8.11', 'every product among the most sold is in the catalogue, by the same name', async (t) => {
    await t.order(await t.customer())
    await t.poll(async () => {
      const { topProducts } = await statsOf(t)
      t.expect(topProducts).satisfies(({ length }) => length >= 1, 'something was sold')
      for (const { productId: id, name } of topProducts) {
        const product = t.status(await t.anonymous.call('getProduct', { path: { id } }), 200)
        t.expect(product.name).equals(name, 'the name of the product')
      }
    }, lag)
  })
})

const secure = defineChecks('ORD-8', { level: 'secure' }, (check) => {
  check('ORD-8.20', 'only an admin sees the statistics', async (t) => {
    t.problem(await t.anonymous.call('getStats'), 'unauthenticated')
    t.problem(await t.as(await t.customer()).call('getStats'), 'forbidden')
  })
})

export const checks = [...core, ...secure]

async function statsOf(t: Context): Promise<Stats> {
  return t.status(await t.as(t.admin).call('getStats'), 200)
}

/** The counts of final statuses only grow, whatever other checks do. */
async function isCounted(t: Context, status: OrderStatus): Promise<void> {
  const before = (await statsOf(t)).orders
  await t.order(await t.customer(), { status })
  await t.poll(async () => {
    const { total, byStatus } = (await statsOf(t)).orders
    t.expect(total - before.total).satisfies((more) => more >= 1, 'the total has grown')
    const grown = byStatus[status] - before.byStatus[status]
    t.expect(grown).satisfies((more) => more >= 1, `the number of ${status} orders has grown`)
  }, lag)
}

function revenueIn(wanted: Currency, { revenue }: Stats): number {
  return revenue.find(({ currency }) => currency === wanted)?.amount ?? 0
}

function preciousIn(t: Context, currency: Currency) {
  return t.product({ price: { amount: fortune / 100, currency }, stock: 1000 })
}

/** Fails unless the product is listed with its quantity, or five others have sold as many. */
async function isAmongTheFirst(
  t: Context,
  { id, quantity }: { id: string; quantity: number },
): Promise<void> {
  const { topProducts } = await statsOf(t)
  const own = topProducts.find(({ productId }) => productId === id)
  const others = topProducts.filter((other) => other.quantity >= quantity)
  if (!own && others.length === 5) return
  t.expect(own?.quantity).equals(quantity, 'the pieces that were sold of the product')
}
