import type { Product } from '@backend-rosetta/contract/products'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { uniqueSku } from './skus.ts'

const searching = defineChecks('CAT-1', { level: 'core' }, (check) => {
  check('CAT-1.1', 'search finds a part of name, sku or description, whatever its case', async (t) => {
    const { apple, banana, cherry } = await fruits(t)
    t.expect(await found(t, { search: `PPLE${t.run.toUpperCase()}` })).equals(
      [apple.id],
      'a part of the name',
    )
    const sku = banana.sku.slice(1).toLowerCase()
    t.expect(await found(t, { search: sku })).equals([banana.id], 'a part of the sku')
    t.expect(await found(t, { search: `SOUR${t.run} Stone` })).equals(
      [cherry.id],
      'a part of the description',
    )
  })

  check('CAT-1.2', 'in a search %, _ and \\ are ordinary characters', async (t) => {
    const plain = await t.product({ name: `Literal${t.run} 100x` })
    const odd = await t.product({ name: `Literal${t.run} 100%_\\` })
    const finds = (search: string) => found(t, { search: `literal${t.run} ${search}`, sort: 'createdAt' })
    t.expect(await finds('100')).equals([plain.id, odd.id], 'what both names have')
    t.expect(await finds('100%')).equals([odd.id], '% stands for itself')
    t.expect(await finds('100_')).equals([], '_ stands for itself')
    t.expect(await finds('%_\\')).equals([], 'what follows is compared as well')
    t.expect(await finds('100%_')).equals([odd.id], '%_ stand for themselves')
    t.expect(await finds('100%_\\')).equals([odd.id], '\\ stands for itself')
    t.expect(await finds('1\\00')).equals([], '\\ is no escape')
  })

  check('CAT-1.3', 'a search that only quotes or comments cannot break out', async (t) => {
    for (const search of ["'", '"', "' or '1'='1", `${t.run}'; --`, '$1', '\\', '%00', '()[]{}*+?|^$']) {
      const answer = await t.anonymous.call('listProducts', { query: { search: `${t.run}${search}` } })
      const { items } = t.status(answer, 200)
      t.expect(items).equals([], `what is found with ${search}`)
    }
  })

  check('CAT-1.4', 'an empty search leaves nothing out, a trimmed one finds the same', async (t) => {
    const { banana } = await fruits(t)
    const query = { minPrice: banana.price.amount, maxPrice: banana.price.amount, limit: 100 }
    const ids = await found(t, { ...query, search: '' })
    t.expect(ids.includes(banana.id)).equals(true, 'an empty search finds the product')
    const trimmed = await found(t, { search: `  fruit${t.run}\t` })
    t.expect(trimmed.length).equals(3, 'products found by the search with blanks around it')
  })
})

const filtering = defineChecks('CAT-1', { level: 'core' }, (check) => {
  check('CAT-1.11', 'both ends of the price belong to the range', async (t) => {
    const { apple, banana, cherry } = await fruits(t)
    const range = (query: object) => found(t, { ...fruit(t), sort: 'price', ...query })
    t.expect(await range({ minPrice: 200 })).equals([banana.id, cherry.id], 'from 200')
    t.expect(await range({ minPrice: 201 })).equals([cherry.id], 'from 201')
    t.expect(await range({ maxPrice: 200 })).equals([apple.id, banana.id], 'to 200')
    t.expect(await range({ maxPrice: 199 })).equals([apple.id], 'to 199')
    t.expect(await range({ minPrice: 200, maxPrice: 200 })).equals([banana.id], '200 only')
    t.expect(await range({ minPrice: 0, maxPrice: 100_000_000 })).satisfies(
      (ids) => ids.length === 3,
      'the widest range leaves nothing out',
    )
  })

  check('CAT-1.12', 'a range that is upside down finds nothing', async (t) => {
    await fruits(t)
    const query = { ...fruit(t), minPrice: 300, maxPrice: 100 }
    t.expect(await found(t, query)).equals([], 'products from 300 to 100')
  })

  check('CAT-1.13', 'the list is filtered by what is in stock', async (t) => {
    const { apple, banana, cherry } = await fruits(t)
    const stocked = (inStock: string) => found(t, { ...fruit(t), inStock, sort: 'price' })
    t.expect(await stocked('true')).equals([apple.id, cherry.id], 'products in stock')
    t.expect(await stocked('false')).equals([banana.id], 'products out of stock')
  })

  check('CAT-1.14', 'filters narrow the list together', async (t) => {
    const { apple, cherry } = await fruits(t)
    const query = { ...fruit(t), inStock: 'true' }
    t.expect(await found(t, { ...query, maxPrice: 200 })).equals([apple.id], 'in stock and to 200')
    t.expect(await found(t, { ...query, minPrice: 101 })).equals([cherry.id], 'in stock and from 101')
    t.expect(await found(t, { ...query, minPrice: 101, maxPrice: 299 })).equals([], 'in stock, 101 to 299')
  })

  check('CAT-1.15', 'faults of the filters are told', async (t) => {
    const query = {
      minPrice: '-1',
      maxPrice: '100000001',
      inStock: 'yes',
      sort: 'stock',
      search: 'x'.repeat(101),
    }
    t.faults(await t.anonymous.call('listProducts', { query }), [
      { in: 'query', pointer: '/minPrice', code: 'too_small' },
      { in: 'query', pointer: '/maxPrice', code: 'too_big' },
      { in: 'query', pointer: '/inStock', code: 'invalid_value' },
      { in: 'query', pointer: '/sort', code: 'invalid_value' },
      { in: 'query', pointer: '/search', code: 'too_long' },
    ])
  })
})

const sorting = defineChecks('CAT-1', { level: 'core' }, (check) => {
  check('CAT-1.21', 'products are sorted by age: newest first unless said', async (t) => {
    await fruits(t)
    for (const query of [{}, { sort: '-createdAt' }]) {
      const times = await timesOf(t, query)
      t.expect(times).equals(times.toSorted().toReversed(), `the times, newest first (${query.sort})`)
    }
    const times = await timesOf(t, { sort: 'createdAt' })
    t.expect(times).equals(times.toSorted(), 'the times, oldest first')
  })

  for (const [number, sort, title] of [
    [22, 'price', 'from the cheapest'],
    [23, 'name', 'from A to Z'],
  ] as const) {
    check(
      `CAT-1.${number}`,
      `products are sorted by ${sort} ${title}, and the other way round`,
      async (t) => {
        const { apple, banana, cherry } = await fruits(t)
        const cheapestFirst = [apple.id, banana.id, cherry.id]
        const forward = sort === 'price' ? cheapestFirst : [cherry.id, banana.id, apple.id]
        t.expect(await found(t, { ...fruit(t), sort })).equals(forward, `sort=${sort}`)
        const backward = forward.toReversed()
        t.expect(await found(t, { ...fruit(t), sort: `-${sort}` })).equals(backward, `sort=-${sort}`)
      },
    )
  }
})

interface Fruits {
  apple: Product
  banana: Product
  cherry: Product
}

/** Three products that sort differently by age, price and name. */
const fruits = oncePerRun(async (t): Promise<Fruits> => {
  const make = (letter: string, amount: number, more: object) =>
    t.product({ name: `Fruit${t.run} ${letter}`, price: { amount, currency: 'EUR' }, ...more })
  const cherry = await make('a cherry', 300, { description: `Small.\nSour${t.run} stone fruit.` })
  const apple = await make(`c apple${t.run}`, 100, {})
  const banana = await make('b banana', 200, { sku: uniqueSku(t), stock: 0 })
  return { apple, banana, cherry }
})

function fruit(t: Context) {
  return { search: `fruit${t.run}` }
}

async function timesOf(t: Context, query: { sort?: string }): Promise<string[]> {
  const options = { query: { ...fruit(t), ...query } }
  const { items } = t.status(await t.anonymous.call('listProducts', options), 200)
  t.expect(items.length).equals(3, 'products found')
  return items.map(({ createdAt }) => createdAt)
}

async function found(t: Context, query: Readonly<Record<string, string | number>>): Promise<string[]> {
  const { items } = t.status(await t.anonymous.call('listProducts', { query }), 200)
  return items.map(({ id }) => id)
}

export const checks = [...searching, ...filtering, ...sorting]
