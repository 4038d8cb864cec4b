import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Query } from './listing.ts'

const walking = defineChecks('LIST-2', { level: 'core' }, (check) => {
  check('LIST-2.1', 'orders come newest first', async (t) => {
    const { items } = await read(t, await shopper(t), { limit: 100 })
    const times = items.map(({ createdAt }) => createdAt)
    t.expect(times).equals(times.toSorted().toReversed(), 'the times of the orders')
    const ids = items.map(({ id }) => id).toSorted()
    t.expect(ids).equals((await shopper(t)).orderIds.toSorted(), 'the orders of the customer')
  })

  check('LIST-2.2', 'orders come 20 at a time unless said', async (t) => {
    const { items, nextCursor } = await read(t, await shopper(t), {})
    t.expect(items.length).equals(20, 'orders of the first page')
    t.expect(typeof nextCursor).equals('string', 'there is a cursor, because one more is left')
  })

  check('LIST-2.3', 'walked with any limit the pages hold every order once, in the same order', async (t) => {
    const someone = await shopper(t)
    const { items, nextCursor } = await read(t, someone, { limit: 100 })
    t.expect(nextCursor).equals(null, 'the cursor of the last page')
    const ids = items.map(({ id }) => id)
    for (const limit of [2, 20]) {
      t.expect(await walk(t, someone, { limit })).equals(ids, `the orders, ${limit} at a time`)
    }
  })

  check('LIST-2.4', 'a number of orders that the limit divides ends without an empty page', async (t) => {
    const someone = await shopper(t)
    const limit = someone.orderIds.length / 3
    const first = await read(t, someone, { limit })
    const second = await read(t, someone, { limit, cursor: first.nextCursor ?? '' })
    const third = await read(t, someone, { limit, cursor: second.nextCursor ?? '' })
    t.expect(third.items.length).equals(limit, 'orders of the last page')
    t.expect(third.nextCursor).equals(null, 'the cursor of the last page')
    const whole = await read(t, someone, { limit: someone.orderIds.length })
    t.expect(whole.nextCursor).equals(null, 'the cursor of the only page')
  })

  check('LIST-2.5', 'orders that arrive between two pages shift nothing', async (t) => {
    const actor = await t.freshCustomer()
    const [first, second, third] = [await place(t, actor), await place(t, actor), await place(t, actor)]
    const newest = await read(t, { actor }, { limit: 1 })
    t.expect(newest.items.map(({ id }) => id)).equals([third], 'the first page')
    await place(t, actor)
    await place(t, actor)
    const next = await read(t, { actor }, { limit: 1, cursor: newest.nextCursor ?? '' })
    t.expect(next.items.map(({ id }) => id)).equals([second], 'the second page')
    const last = await read(t, { actor }, { limit: 1, cursor: next.nextCursor ?? '' })
    t.expect(last.items.map(({ id }) => id)).equals([first], 'the last page')
    t.expect(last.nextCursor).equals(null, 'the cursor of the last page')
  })

  check('LIST-2.6', 'a cursor of a filtered list goes on with the filter', async (t) => {
    const { actor, orderIds } = await shopper(t)
    const query = { userId: actor.id, limit: 5 }
    const ids = await walk(t, { actor: t.admin }, query)
    t.expect(ids.toSorted()).equals(orderIds.toSorted(), 'the orders of one customer, read by the admin')
  })

  check('LIST-2.7', 'a limit out of range is refused', async (t) => {
    const { actor } = await shopper(t)
    for (const [limit, code] of [
      ['0', 'too_small'],
      ['101', 'too_big'],
    ] as const) {
      const answer = await t.as(actor).call('listOrders', { query: { limit } })
      t.faults(answer, [{ in: 'query', pointer: '/limit', code }])
    }
  })

  check('LIST-2.8', 'a customer without orders gets an empty list', async (t) => {
    const { items, nextCursor } = await read(t, { actor: t.admin }, { userId: t.unique('nobody') })
    t.expect(items).equals([], 'the orders')
    t.expect(nextCursor).equals(null, 'the cursor')
  })
})

const forging = defineChecks('LIST-2', { level: 'core' }, (check) => {
  const foreign: Array<[number, string, (cursor: string) => string[]]> = [
    [
      11,
      'made up',
      () => ['abc', '0', 'null', '{}', 'eyJpZCI6IjEifQ', 'MjAyNi0xMS0yMFQxMjowMDowMC4wMDBafDE', 'é☃'],
    ],
    [12, 'cut short', (cursor) => [cursor.slice(0, -4), cursor.slice(4), cursor.slice(0, 8)]],
    [13, 'continued', (cursor) => [`${cursor}A`, `${cursor}!`, `${cursor}${cursor}`, `${cursor}\u0000`]],
    [14, 'changed in one character', changed],
    [15, 'empty or blank', () => ['', ' ']],
    [
      16,
      'an id, a time or SQL',
      () => ['00000000-0000-7000-8000-000000000000', '2026-11-20T12:00:00.000Z', "' or 1=1 --"],
    ],
    [17, 'far too long', (cursor) => ['A'.repeat(4000), cursor.padEnd(4000, 'A')]],
  ]
  for (const [number, what, forge] of foreign) {
    check(`LIST-2.${number}`, `a cursor that is ${what} is refused`, async (t) => {
      const { actor } = await shopper(t)
      const { nextCursor } = await read(t, { actor }, { limit: 1 })
      for (const cursor of forge(nextCursor ?? '')) {
        const answer = await t.as(actor).call('listOrders', { query: { cursor } })
        t.faults(answer, [{ in: 'query', pointer: '/cursor', code: 'invalid_cursor' }])
      }
    })
  }
})

const secure = defineChecks('LIST-2', { level: 'secure' }, (check) => {
  check(
    'LIST-2.21',
    'with the cursor of someone else a customer still sees only their own orders',
    async (t) => {
      const { nextCursor } = await read(t, await shopper(t), { limit: 1 })
      const other = await t.customer()
      const answer = await t.as(other).call('listOrders', { query: { cursor: nextCursor ?? '', limit: 100 } })
      if (answer.status === 422) {
        t.faults(answer, [{ in: 'query', pointer: '/cursor', code: 'invalid_cursor' }])
        return
      }
      const owners = new Set(t.status(answer, 200).items.map(({ userId }) => userId))
      owners.delete(other.id)
      t.expect([...owners]).equals([], 'owners of the orders who are someone else')
    },
  )
})

/** A customer with 21 settled orders: one more than a page of the default size. */
export const shopper = oncePerRun(async (t) => {
  const actor = await t.freshCustomer()
  const product = await t.product()
  const orderIds = await Promise.all(Array.from({ length: 21 }, () => place(t, actor, product)))
  await Promise.all(orderIds.map((id) => t.settled(actor, id)))
  return { actor, orderIds }
})

interface Reader {
  actor: Actor
}

async function place(t: Context, actor: Actor, product?: { id: string }): Promise<string> {
  const body = t.orderBody([[product ?? (await t.product()), 1]])
  return t.status(await t.as(actor).call('placeOrder', { body }), 201).id
}

async function read(
  t: Context,
  { actor }: Reader,
  query: Query,
): Promise<{ items: Order[]; nextCursor: string | null }> {
  return t.status(await t.as(actor).call('listOrders', { query }), 200)
}

async function walk(t: Context, reader: Reader, query: Query): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await read(t, reader, cursor === null ? query : { ...query, cursor })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null && ids.length < 1000)
  return ids
}

/** Each with another character at one place; the last ones are left alone, for they may hold padding bits. */
function changed(cursor: string): string[] {
  return [0, Math.floor(cursor.length / 2), cursor.length - 4].map(
    (place) => `${cursor.slice(0, place)}${cursor[place] === 'A' ? 'B' : 'A'}${cursor.slice(place + 1)}`,
  )
}

export const checks = [...walking, ...forging, ...secure]
