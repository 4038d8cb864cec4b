import { detailOf, type Logins, logIn } from './people.ts'
import { type Request, toRequest } from './request.ts'
import { send } from './send.ts'
import type { Draft, Person, Received } from './types.ts'

/** One server, and whoever is known there. */
interface Desk {
  url: string
  logins: Logins
  people: readonly Person[]
}

/** What each placeholder stands for, for people. */
export const meanings: Readonly<Record<string, string>> = {
  productId: 'the cheapest product in stock',
  orderId: 'an order placed for this, as soon as it is confirmed',
  shippedOrderId: 'an order placed for this, confirmed and shipped',
  userId: 'an account registered for this',
  sku: 'a new article number, the same in all apps',
  email: 'the email address of the customer',
  password: 'the password of the customer',
  newEmail: 'a new email address, the same in all apps',
  refreshToken: 'the refresh token of a new login of the customer',
  key: 'a new key, the same in all apps',
  etag: 'the current ETag of what is changed',
}

/** Values that all servers get, new for each sending. */
export function sharedValues(): Map<string, string> {
  const random = [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return new Map([
    ['sku', `TRY-${random.toUpperCase()}`],
    ['newEmail', `try-${random}@example.com`],
    ['key', `try-${random}`],
  ])
}

/**
 * Finds or makes what the placeholders of a request stand for, at one server.
 * @throws Error when the server does not play along
 */
export async function prepare(
  desk: Desk,
  draft: Draft,
  names: readonly string[],
  shared: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const values = new Map(shared)
  // The ETag is that of a resource that may have to be made first.
  const last = names.filter((name) => name === 'etag')
  for (const name of [...names.filter((other) => other !== 'etag'), ...last]) {
    const find = finders[name]
    if (!values.has(name) && find) values.set(name, await find(desk, draft, values))
  }
  return values
}

type Finder = (desk: Desk, draft: Draft, values: ReadonlyMap<string, string>) => Promise<string>

const finders: Readonly<Record<string, Finder>> = {
  productId: (desk) => cheapestProduct(desk),
  orderId: (desk) => confirmedOrder(desk),
  shippedOrderId: (desk) => shippedOrder(desk),
  userId: (desk, _draft, values) => newAccount(desk, values.get('newEmail') ?? ''),
  email: async (desk) => loginOf(desk, 'customer').email,
  password: async (desk) => loginOf(desk, 'customer').password,
  refreshToken: async (desk) => (await logIn(desk.url, loginOf(desk, 'customer'))).refreshToken,
  etag: currentEtag,
}

async function cheapestProduct(desk: Desk): Promise<string> {
  const target = '/api/v1/products?inStock=true&sort=price&limit=1'
  const { items }: { items: { id: string }[] } = JSON.parse(
    (await ask(desk, 'anonymous', 'GET', { target })).body,
  )
  const [product] = items
  if (!product) throw new Error('No product is in stock there.')
  return product.id
}

async function confirmedOrder(desk: Desk): Promise<string> {
  const body = JSON.stringify({
    items: [{ productId: await cheapestProduct(desk), quantity: 1 }],
    payment: { method: 'card', token: 'tok_ok' },
    shippingAddress: {
      name: 'Ada Lovelace',
      line1: '12 St James’s Square',
      city: 'London',
      postalCode: 'SW1Y 4JH',
      country: 'GB',
    },
  })
  const placed = await ask(desk, 'customer', 'POST', { target: '/api/v1/orders', body })
  const { id }: { id: string } = JSON.parse(placed.body)
  const deadline = Date.now() + 10_000
  while (true) {
    const read = await ask(desk, 'customer', 'GET', { target: `/api/v1/orders/${id}` })
    const { status }: { status: string } = JSON.parse(read.body)
    if (status === 'confirmed') return id
    if (status !== 'pending') throw new Error(`The order for this was ${status}, not confirmed.`)
    if (Date.now() > deadline) throw new Error('The order for this is still pending after 10 s.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function shippedOrder(desk: Desk): Promise<string> {
  const id = await confirmedOrder(desk)
  const body = JSON.stringify({ carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' })
  await ask(desk, 'admin', 'POST', { target: `/api/v1/orders/${id}/ship`, body })
  return id
}

async function newAccount(desk: Desk, email: string): Promise<string> {
  const body = JSON.stringify({ email, password: 'correct horse battery', name: 'Ada Lovelace' })
  const { body: answer } = await ask(desk, 'anonymous', 'POST', { target: '/api/v1/auth/register', body })
  const { id }: { id: string } = JSON.parse(answer)
  return id
}

async function currentEtag(desk: Desk, draft: Draft, values: ReadonlyMap<string, string>): Promise<string> {
  const { target } = toRequest({ ...draft, headers: '', body: '' }, values)
  const resource = target.replace(/\?.*/, '').replace(/\/(cancel|ship|deliver|events)$/, '')
  const { headers } = await ask(desk, draft.as, 'GET', { target: resource })
  const etag = headers.find(([name]) => name === 'etag')?.[1]
  if (etag === undefined) throw new Error(`GET ${resource} has no ETag there.`)
  return etag
}

async function ask(
  desk: Desk,
  as: string,
  method: string,
  request: { target: string; body?: string },
): Promise<Received> {
  const full: Request = { target: request.target, headers: [], body: request.body }
  const received = await send(desk.url, method, full, await desk.logins.tokenOf(desk.url, personOf(desk, as)))
  if (received.status < 300) return received
  throw new Error(
    `To prepare the request, ${method} ${request.target}: ${received.status}. ${detailOf(received.body)}`,
  )
}

/** @throws Error for a person that nobody knows */
export function personOf({ people }: Pick<Desk, 'people'>, id: string): Person {
  const person = people.find((other) => other.id === id)
  if (!person) throw new Error(`There is nobody called ${id}.`)
  return person
}

function loginOf(desk: Desk, id: string): { email: string; password: string } {
  const { login } = personOf(desk, id)
  if (!login) throw new Error(`${id} has no account.`)
  return login
}
