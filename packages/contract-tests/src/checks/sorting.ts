import { type Check, defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { type NumberedList, pageOf, productList, userList, walk } from './listing.ts'

/** The paging of a list in each of its orders, with numbers from `first`. */
function stable(list: NumberedList, first: number, limit: number): Check[] {
  return defineChecks('LIST-4', { level: 'core' }, (check) => {
    for (const [index, sort] of list.sorts.entries()) {
      const title = `${list.name} by ${sort} page without repeat or gap, ties included`
      check(`LIST-4.${first + index}`, title, async (t) => {
        const ids = await list.ids(t)
        const { items } = await pageOf(t, list, { search: list.search(t), sort, limit: 100 })
        const whole = items.map(({ id }) => id)
        t.expect(whole.toSorted()).equals(ids.toSorted(), 'the entries on one page')
        t.expect(await walk(t, list, { sort, limit })).equals(whole, `the same entries, ${limit} at a time`)
      })
    }
  })
}

const ties = defineChecks('LIST-4', { level: 'core' }, (check) => {
  check(
    'LIST-4.21',
    'products of one name keep their places when one changes between two pages',
    async (t) => {
      const name = t.unique('Tie')
      const products = await Promise.all([1, 2, 3].map(() => t.product({ name })))
      await keepTheirPlaces(t, productList, {
        search: name,
        ids: products.map(({ id }) => id),
        change: (id) =>
          t.as(t.admin).call('updateProduct', { path: { id }, ifMatch: '*', body: { stock: 7 } }),
      })
    },
  )

  check('LIST-4.22', 'users of one name keep their places when one changes between two pages', async (t) => {
    const name = t.unique('Tie')
    const users = await Promise.all([1, 2, 3].map(() => t.freshCustomer()))
    const update = (id: string, body: object) =>
      t.as(t.admin).call('updateUser', { path: { id }, ifMatch: '*', body })
    for (const { id } of users) t.status(await update(id, { name }), 200)
    await keepTheirPlaces(t, userList, {
      search: name,
      ids: users.map(({ id }) => id),
      change: (id) => update(id, { active: false }),
    })
  })
})

interface Ties {
  search: string
  ids: readonly string[]
  /** Changes what has nothing to do with the order. */
  change(id: string): Promise<unknown>
}

/** Reads page by page and changes, after each, the entry that was on it. */
async function keepTheirPlaces(t: Context, list: NumberedList, { search, ids, change }: Ties): Promise<void> {
  const seen: string[] = []
  for (let page = 1; page <= ids.length; page++) {
    const { items } = await pageOf(t, list, { search, sort: 'name', limit: 1, page })
    for (const { id } of items) await change(id)
    seen.push(...items.map(({ id }) => id))
  }
  t.expect(seen.toSorted()).equals(ids.toSorted(), 'the entries of all pages')
}

export const checks = [...stable(productList, 1, 2), ...stable(userList, 11, 1), ...ties]
