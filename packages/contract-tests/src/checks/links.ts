import type { Product } from '@backend-rosetta/contract/products'
import { type Check, defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { shopper } from './keyset-pages.ts'
import { linkOf, linksOf, type NumberedList, productList, queryOf, userList } from './listing.ts'

/** The same statements for each numbered list, with numbers from `first`. */
function linksIn(list: NumberedList, first: number, limit: number): Check[] {
  const { name, path } = list
  const id = (place: number) => `LIST-3.${first + place}` as const
  async function at(t: Context, page: number) {
    await list.ids(t)
    return list.read(t, { search: list.search(t), limit, page, sort: 'name' })
  }
  return defineChecks('LIST-3', { level: 'core' }, (check) => {
    check(id(0), `the first page of ${name} links to first, next and last`, async (t) => {
      const last = String(Math.ceil((await list.ids(t)).length / limit))
      const answer = await at(t, 1)
      const pages = new Map(
        [...linksOf(t, answer)].map(([rel, to]) => [rel, queryOf(t, to, path)['page'] ?? '1']),
      )
      t.expect(Object.fromEntries(pages)).equals({ first: '1', next: '2', last }, 'the pages that are linked')
    })

    check(id(1), `a page of ${name} in the middle links to all four`, async (t) => {
      const last = String(Math.ceil((await list.ids(t)).length / limit))
      const links = linksOf(t, await at(t, 2))
      const pages = new Map([...links].map(([rel, to]) => [rel, queryOf(t, to, path)['page'] ?? '1']))
      const expected = { first: '1', prev: '1', next: '3', last }
      t.expect(Object.fromEntries(pages)).equals(expected, 'the pages that are linked')
    })

    check(id(2), `the last page of ${name} links to no next one`, async (t) => {
      const last = Math.ceil((await list.ids(t)).length / limit)
      const answer = await at(t, last)
      t.expect(linksOf(t, answer).has('next')).equals(false, 'a link to the next page')
      t.expect(queryOf(t, linkOf(t, answer, 'prev'), path)['page']).equals(
        String(last - 1),
        'the page before',
      )
    })

    check(id(3), `the links of ${name} keep the other parameters and lead to their pages`, async (t) => {
      const answer = await at(t, 1)
      const target = linkOf(t, answer, 'next')
      const expected = { search: list.search(t), limit: String(limit), page: '2', sort: 'name' }
      t.expect(queryOf(t, target, path)).equals(expected, 'the query of the next page')
      const client = list === productList ? t.anonymous : t.as(t.admin)
      t.expect((await client.request('GET', target)).body).equals((await at(t, 2)).body, 'the next page')
    })
  })
}

const more = defineChecks('LIST-3', { level: 'core' }, (check) => {
  check('LIST-3.21', 'a search with special characters survives in the links', async (t) => {
    const [one, other] = await oddlyNamed(t)
    const query = { search: one.name, limit: 1, sort: 'price' }
    const answer = await t.anonymous.call('listProducts', { query })
    const target = linkOf(t, answer, 'next')
    t.expect(queryOf(t, target, productList.path)['search']).equals(one.name, 'the search of the next page')
    const next = await t.anonymous.request('GET', target)
    const read = t.status({ ...next, operation: 'listProducts' as const }, 200)
    t.expect(read.items.map(({ id }) => id)).equals([other.id], 'the products of the next page')
  })

  check('LIST-3.22', 'a list without entries links to no page before or after it', async (t) => {
    const answer = await t.anonymous.call('listProducts', { query: { search: t.unique('nothing') } })
    t.status(answer, 200)
    const links = answer.headers['link'] === undefined ? new Map() : linksOf(t, answer)
    t.expect(links.has('next') || links.has('prev')).equals(false, 'a link to a page before or after')
  })

  check('LIST-3.23', 'links lead through all pages of orders', async (t) => {
    const { actor, orderIds } = await shopper(t)
    const ids: string[] = []
    let target: string | undefined = '/api/v1/orders?limit=9'
    while (target !== undefined && ids.length < 100) {
      const answer = await t.as(actor).request('GET', target)
      const { items, nextCursor } = t.status({ ...answer, operation: 'listOrders' as const }, 200)
      ids.push(...items.map(({ id }) => id))
      target = linksOf(t, answer).get('next')
      t.expect(target === undefined).equals(nextCursor === null, 'no next link where no cursor is')
    }
    t.expect(ids.toSorted()).equals(orderIds.toSorted(), 'the orders of all pages')
  })

  check(
    'LIST-3.24',
    'the next page of orders is linked with its cursor and the other parameters',
    async (t) => {
      const { actor } = await shopper(t)
      const query = { limit: 2, from: '2020-01-01T00:00:00.000+01:00', userId: actor.id }
      const answer = await t.as(actor).call('listOrders', { query })
      const { nextCursor } = t.status(answer, 200)
      const expected = { ...query, limit: '2', cursor: nextCursor ?? '' }
      t.expect(queryOf(t, linkOf(t, answer, 'next'), '/api/v1/orders')).equals(
        expected,
        'the query of the next page',
      )
    },
  )

  check('LIST-3.25', 'each page of orders links to the first one', async (t) => {
    const { actor } = await shopper(t)
    const first = await t.as(actor).call('listOrders', { query: { limit: 2 } })
    const { nextCursor } = t.status(first, 200)
    const second = await t.as(actor).call('listOrders', { query: { limit: 2, cursor: nextCursor ?? '' } })
    for (const answer of [first, second]) {
      const target = linkOf(t, answer, 'first')
      t.expect(queryOf(t, target, '/api/v1/orders')).equals({ limit: '2' }, 'the query of the first page')
      t.expect((await t.as(actor).request('GET', target)).body).equals(first.body, 'the first page')
    }
  })
})

/** Two products whose name has characters that mean something in a query or in a Link header. */
const oddlyNamed = oncePerRun(async (t): Promise<[Product, Product]> => {
  const name = `Odd ${t.run}: 50% & more=1 + ü; <b>, "q" #?/\\`
  const make = (amount: number) => t.product({ name, price: { amount, currency: 'EUR' } })
  return [await make(1), await make(2)]
})

export const checks = [...linksIn(productList, 1, 8), ...linksIn(userList, 11, 1), ...more]
