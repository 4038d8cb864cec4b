import * as z from 'zod'
import type { Order } from '../model/state.ts'
import type { Bindings } from './bindings.ts'
import type { Server } from './server.ts'
import type { World } from './walk.ts'

const ledgerSchema = z.object({
  items: z.array(z.object({ amount: z.number(), currency: z.string(), status: z.string() })),
})

/** Holds the gateway's ledger to the orders: charged once for the total, refunded where cancelled (PAY-1, PAY-3). */
export async function ledgerBreach(
  { gatewayUrl }: Server,
  worlds: readonly World[],
): Promise<string | undefined> {
  const [world] = worlds
  if (gatewayUrl === undefined || !world) return undefined
  for (const order of world.state.orders) {
    const { expected, actual } = await compare(gatewayUrl, order, world.bindings)
    if (expected !== actual) return `the ledger of ${order.id} is ${actual} and not ${expected}`
  }
  return undefined
}

async function compare(gatewayUrl: string, order: Order, bindings: Bindings) {
  const reference = encodeURIComponent(String(bindings.get(order.id)))
  const response = await fetch(`${gatewayUrl}/charges?reference=${reference}`)
  const { items } = ledgerSchema.parse(await response.json())
  const actual = items.map(({ amount, currency, status }) => `${status} ${amount} ${currency}`)
  return { expected: chargesOf(order), actual: actual.join(', ') || 'empty' }
}

function chargesOf({ payment, total: { amount, currency } }: Order): string {
  const isCharged = payment === 'captured' || payment === 'refunded'
  return isCharged ? `${payment} ${amount} ${currency}` : 'empty'
}
