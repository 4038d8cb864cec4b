import * as z from 'zod'

const ledgerSchema = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) })

/** What the gateway's ledger holds for an order. */
export async function ledgerOf(gatewayUrl: string, orderId: string) {
  const response = await fetch(`${gatewayUrl}/charges?reference=${orderId}`)
  return ledgerSchema.parse(await response.json()).items
}

/** Makes it fail, or work again. `slow` answers 5 s late unless told otherwise, in milliseconds. */
export async function setGateway(
  gatewayUrl: string,
  mode: 'up' | 'down' | 'slow',
  delayMs?: number,
): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${gatewayUrl}/_control`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ mode, delayMs }),
  })
  if (!response.ok) throw new Error(`the gateway refused its control: ${response.status}`)
}
