import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Order, orderSchema } from '@backend-rosetta/contract/orders'
import { randomFrom } from '@backend-rosetta/contract-tests/run/random'
import type { Timeline } from '../timeline.ts'
import type { Answer } from './client.ts'
import { isPassing, type Session } from './session.ts'
import { orderBody, type Shop } from './shop.ts'

/** What the shoppers were told, which has to hold afterwards. */
export interface Promises {
  /** Answered 201, by the key that it was placed with. */
  placed: Map<string, Order>
  /** Keys that were sent, and that nobody knows the fate of. */
  abandoned: Set<string>
  /** Ids of orders whose cancellation was answered 200. */
  cancelled: Set<string>
  /** Answers that no fault excuses, such as a 500. */
  unexpected: string[]
}

export interface Shopping {
  promises: Promises
  /** No new orders; resolves once the last answers are there. */
  stop(): Promise<void>
}

const cards = [
  'tok_ok',
  'tok_ok',
  'tok_ok',
  'tok_ok',
  'tok_declined',
  'tok_slow',
  'tok_flaky',
  'tok_lost_reply',
  'tok_timeout_once',
]
const retryMs = 150

export interface ShoppingOptions {
  timeline: Timeline
  seed: number
  /** Nobody waits for answers any more. */
  signal: AbortSignal
}

/** Lets all customers shop at once: place, sometimes cancel, sometimes walk away from an answer that does not come. */
export function startShopping(shop: Shop, { timeline, seed, signal }: ShoppingOptions): Shopping {
  const stopping = new AbortController()
  const promises: Promises = {
    placed: new Map(),
    abandoned: new Set(),
    cancelled: new Set(),
    unexpected: [],
  }
  const shoppers = shop.customers.map((session, index) =>
    shopUntil(AbortSignal.any([stopping.signal, signal]), {
      shop,
      session,
      promises,
      timeline,
      signal,
      who: `shopper ${index + 1}`,
      random: randomFrom(seed + index),
    }),
  )
  return {
    promises,
    async stop() {
      stopping.abort()
      await Promise.all(shoppers)
    },
  }
}

interface Shopper {
  shop: Shop
  session: Session
  promises: Promises
  timeline: Timeline
  signal: AbortSignal
  who: string
  random: () => number
}

async function shopUntil(signal: AbortSignal, shopper: Shopper): Promise<void> {
  const { random } = shopper
  while (!signal.aborted) {
    const order = await place(shopper)
    if (order && random() < 0.2) await cancel(shopper, order.id)
    await delay(random() * 20)
  }
}

async function place(shopper: Shopper): Promise<Order | undefined> {
  const { shop, session, promises, timeline, who, random } = shopper
  const key = randomUUID()
  const body = orderBody(someItems(shop, random), pick(cards, random), key)
  const isPatient = random() < 0.85
  timeline.add(who, `places an order with ${body.payment.token}`, [key])
  const answer = await persistently(isPatient ? shopper.signal : undefined, async () => {
    const given = await session.send({ method: 'POST', path: '/orders', body, key })
    timeline.add(who, `is answered ${given.outline}`, [key])
    return given
  })
  const order = orderSchema.safeParse(answer.body)
  if (answer.status === 201 && order.success) {
    promises.placed.set(key, order.data)
    timeline.add(who, `has order ${order.data.id} (${order.data.status})`, [key, order.data.id])
    return order.data
  }
  promises.abandoned.add(key)
  if (!isPassing(answer)) promises.unexpected.push(`POST /orders was answered ${answer.outline}`)
  return undefined
}

async function cancel({ session, promises, timeline, signal, who }: Shopper, id: string): Promise<void> {
  const answer = await persistently(signal, async () => {
    const given = await session.send({
      method: 'POST',
      path: `/orders/${id}/cancel`,
      body: { reason: 'Changed my mind' },
    })
    timeline.add(who, `cancels ${id} and is answered ${given.outline}`, [id])
    return given
  })
  if (answer.status === 200) promises.cancelled.add(id)
  // It was rejected meanwhile, or an attempt whose answer was lost did it.
  else if (answer.status !== 409 && !isPassing(answer))
    promises.unexpected.push(`a cancellation was answered ${answer.outline}`)
}

/** Tries again as a careful client does, with the same key, for as long as faults may last. */
async function persistently(patience: AbortSignal | undefined, send: () => Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + 20_000
  for (;;) {
    const answer = await send()
    const isOver = patience === undefined || patience.aborted || performance.now() > deadline
    if (!isPassing(answer) || isOver) return answer
    await delay(retryMs)
  }
}

function someItems({ products }: Shop, random: () => number) {
  const first = Math.floor(random() * products.length)
  const count = 1 + Math.floor(random() * 2)
  return Array.from({ length: count }, (_, index) => ({
    productId: products[(first + index) % products.length]?.id ?? '',
    quantity: 1 + Math.floor(random() * 3),
  }))
}

function pick<T>(items: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('there is nothing to pick from')
  return item
}
