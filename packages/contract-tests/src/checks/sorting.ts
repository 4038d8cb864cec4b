import { type Check, defineChecks } from '../check.ts'
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

export const checks = [...stable(productList, 1, 2), ...stable(userList, 11, 1)]
