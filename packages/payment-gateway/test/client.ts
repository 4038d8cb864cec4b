import { randomUUID } from 'node:crypto'
import * as z from 'zod'

const chargeSchema = z.strictObject({
  id: z.string().startsWith('ch_'),
  reference: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: z.enum(['captured', 'refunded']),
  createdAt: z.iso.datetime({ precision: 3 }),
})

const listSchema = z.strictObject({ items: z.array(chargeSchema) })

export interface Reply {
  status: number
  headers: Headers
  body: unknown
}

export type Client = ReturnType<typeof createClient>

/** Talks to a gateway as an app would: JSON over HTTP. */
export function createClient(url: string) {
  async function send(path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(url + path, init)
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  function post(path: string, body: unknown, { key = randomUUID(), ...init }: PostOptions = {}) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    return send(path, { method: 'POST', body: JSON.stringify(body), headers, ...init })
  }

  return {
    url,
    send,
    post,
    charge: (body: object | null, options?: PostOptions) => post('/charges', body, options),
    refund: (chargeId: string, options?: PostOptions) => post('/refunds', { chargeId }, options),
    control: (body: object) => post('/_control', body),
    async ledger(reference: string) {
      const { body } = await send(`/charges?reference=${encodeURIComponent(reference)}`)
      return listSchema.parse(body).items
    },
  }
}

interface PostOptions extends RequestInit {
  key?: string
}

/** A charge request nobody made before. */
export function anOrder(token = 'tok_ok') {
  return { amount: 4_990, currency: 'EUR', token, reference: randomUUID() }
}

/** The charge in a 201 answer. */
export function captured(reply: Reply) {
  if (reply.status !== 201)
    throw new Error(`expected 201, got ${reply.status}: ${JSON.stringify(reply.body)}`)
  return chargeSchema.parse(reply.body)
}
