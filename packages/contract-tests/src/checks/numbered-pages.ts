import { type Check, defineChecks } from '../check.ts'
import { type NumberedList, pageOf, productList, userList, walk } from './listing.ts'

/** The same statements for each numbered list, with numbers from `first`. */
function pagesOf(list: NumberedList, first: number, limit: number): Check[] {
  const { name } = list
  const id = (place: number) => `LIST-1.${first + place}` as const
  return defineChecks('LIST-1', { level: 'core' }, (check) => {
    check(id(0), `${name} come in pages of 20 unless said`, async (t) => {
      const ids = await list.ids(t)
      const { items, page } = await pageOf(t, list, { search: list.search(t) })
      t.expect(items.length).equals(Math.min(ids.length, 20), 'entries of the first page')
      const totalPages = Math.ceil(ids.length / 20)
      t.expect(page).equals({ number: 1, size: 20, totalItems: ids.length, totalPages }, 'the first page')
    })

    check(id(1), `the pages of ${name} hold every entry once`, async (t) => {
      const ids = await list.ids(t)
      const walked = await walk(t, list, { limit })
      t.expect(walked.toSorted()).equals(ids.toSorted(), 'the entries of all pages')
    })

    check(
      id(2),
      `each page of ${name} is as long as asked, the last one as long as what is left`,
      async (t) => {
        const total = (await list.ids(t)).length
        const pages = Math.ceil(total / limit)
        for (let number = 1; number <= pages; number++) {
          const read = await pageOf(t, list, { search: list.search(t), limit, page: number })
          const length = number < pages ? limit : total - limit * (pages - 1)
          t.expect(read.items.length).equals(length, `entries of page ${number}`)
          t.expect(read.page).equals(
            { number, size: limit, totalItems: total, totalPages: pages },
            'the page',
          )
        }
      },
    )

    check(id(3), `a number of ${name} that the limit divides makes no empty page`, async (t) => {
      const total = (await list.ids(t)).length
      const { items, page } = await pageOf(t, list, { search: list.search(t), limit: total })
      t.expect(items.length).equals(total, 'all entries on one page')
      t.expect(page.totalPages).equals(1, 'one page')
    })

    check(id(4), `a page of ${name} past the end is empty and no error`, async (t) => {
      const total = (await list.ids(t)).length
      for (const number of [Math.ceil(total / limit) + 1, 1_000_000]) {
        const { items, page } = await pageOf(t, list, { search: list.search(t), limit, page: number })
        t.expect(items).equals([], `entries of page ${number}`)
        const totalPages = Math.ceil(total / limit)
        t.expect(page).equals({ number, size: limit, totalItems: total, totalPages }, 'the page')
      }
    })

    check(id(5), `a list of ${name} where nothing is found has 0 pages`, async (t) => {
      const { items, page } = await pageOf(t, list, { search: t.unique('nothing') })
      t.expect(items).equals([], 'no entries')
      t.expect(page).equals({ number: 1, size: 20, totalItems: 0, totalPages: 0 }, 'the page')
    })

    check(id(6), `a list of ${name} takes limits from 1 to 100`, async (t) => {
      const search = list.search(t)
      const total = (await list.ids(t)).length
      for (const size of [1, 100]) {
        const { items, page } = await pageOf(t, list, { search, limit: size })
        t.expect(items.length).equals(Math.min(size, total), 'entries of the page')
        t.expect(page.size).equals(size, 'the size of the page')
      }
    })

    check(id(7), `a list of ${name} refuses pages and limits out of range`, async (t) => {
      const refused = async (
        page: string,
        limit: string,
        codes: ['too_small' | 'too_big', 'too_small' | 'too_big'],
      ) =>
        t.faults(await list.read(t, { page, limit }), [
          { in: 'query', pointer: '/page', code: codes[0] },
          { in: 'query', pointer: '/limit', code: codes[1] },
        ])
      await refused('0', '0', ['too_small', 'too_small'])
      await refused('-1', '-1', ['too_small', 'too_small'])
      await refused('1000001', '101', ['too_big', 'too_big'])
    })
  })
}

export const checks = [...pagesOf(productList, 1, 8), ...pagesOf(userList, 11, 2)]
