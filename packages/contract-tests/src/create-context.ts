import { pathOf } from '@backend-rosetta/contract/operations'
import { oncePerRun } from './check.ts'
import { cleanUp } from './clean-up.ts'
import type { Context, EventsOptions, Socket } from './context.ts'
import { expectations } from './expectations.ts'
import { Failure, preparing } from './failures.ts'
import { customers, freshAdmin, freshCustomer } from './fixtures/accounts.ts'
import type { Actor } from './fixtures/actors.ts'
import { createGateway } from './fixtures/gateway.ts'
import { makeOrder, orderBody } from './fixtures/orders.ts'
import { makeProduct } from './fixtures/products.ts'
import { createServerControl } from './fixtures/servers.ts'
import { type ClientScope, createClient, toAnswer } from './http/client.ts'
import { openEventStream } from './http/event-stream.ts'
import type { Breach, Exchange } from './http/exchange.ts'
import { openSocket } from './http/socket.ts'
import { poll } from './poll.ts'
import type { Scope, Session } from './scope.ts'

/** For checks of something else: that an order settles within 5 s is what ORD-1.6 and those beside it look at. */
const settling = { within: 10_000 }

/** The `t` of a check. */
export function createContext(scope: Scope): Context {
  const { session, recorder, signal, atEnd } = scope
  const { target, unique } = session
  const { nextBaseUrl, holds } = session
  const clients: ClientScope = { nextBaseUrl, holds, signal, record: recorder.record }
  const anonymous = createClient(clients)
  const nextCustomers = customers(scope)
  const t: Context = {
    ...expectations,
    get ofRun() {
      return session.ofRun
    },
    run: session.run,
    baseUrls: target.baseUrls,
    signal,
    unique,
    anonymous,
    as: ({ email, accessToken }) =>
      createClient(clients, { email, accessToken: () => preparing(`the login of ${email}`, accessToken) }),
    admin: session.admin,
    customers: nextCustomers,
    async customer() {
      const [customer] = await nextCustomers(1)
      return customer ?? freshCustomer(scope, anonymous)
    },
    freshCustomer: () => freshCustomer(scope, anonymous),
    freshAdmin: () => freshAdmin(scope, t),
    product: (overrides = {}) => makeProduct(scope, t, overrides),
    orderBody,
    order: (buyer, options = {}) => makeOrder(t, buyer, options),
    settled: (reader, orderId, options = settling) => t.poll(() => readSettled(t, reader, orderId), options),
    poll: (attempt, options) => poll(attempt, { ...options, signal }),
    events: (orderId, reader, options = {}) => followOrder(scope, { orderId, reader, options }),
    socket: () => heldSocket(scope, clients),
    get gateway() {
      if (!target.gatewayUrl) throw new Error('this check has to name the need `gateway`')
      return createGateway({ url: target.gatewayUrl, unique, atEnd, signal })
    },
    get server() {
      return createServerControl(scope, ({ baseUrl }) => contextOn(scope, baseUrl))
    },
    instances: () => twoInstances(t),
  }
  return t
}

async function readSettled(t: Context, reader: Actor, orderId: string) {
  const order = t.status(await t.as(reader).call('getOrder', { path: { id: orderId } }), 200)
  t.expect(order).satisfies(({ status }) => status !== 'pending', `order ${orderId} settles`)
  return order
}

interface Follow {
  orderId: string
  reader: Actor
  options: EventsOptions
}

async function followOrder(
  { session, recorder, signal, atEnd }: Scope,
  { orderId, reader, options }: Follow,
) {
  const token = await preparing(`the login of ${reader.email}`, reader.accessToken)
  const stream = await openEventStream(
    {
      method: 'GET',
      url: new URL(pathOf('listOrderEvents', { id: orderId }), options.baseUrl ?? session.nextBaseUrl()),
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'text/event-stream',
        'Last-Event-ID': options.lastEventId === undefined ? undefined : String(options.lastEventId),
      },
      as: reader.email,
    },
    { signal, record: (exchange) => recorder.record(exchange, headBreaches(exchange, session)) },
  )
  atEnd(stream.close)
  return stream
}

/** The head of a stream is held to the general clauses as any other; a problem instead of it is for the check. */
function headBreaches(exchange: Exchange, { holds }: Session): readonly Breach[] {
  if (exchange.response?.status !== 200) return []
  return toAnswer('listOrderEvents', exchange, { holds, record: () => undefined }).breaches
}

function heldSocket({ session, atEnd }: Scope, clients: ClientScope): Socket {
  const socket = openSocket(session.nextBaseUrl())
  atEnd(socket.close)
  return {
    ...socket,
    async answer(within, options) {
      const exchange = await socket.answer(within, options).catch((error: unknown) => {
        if (error instanceof Failure && error.details.exchange) clients.record(error.details.exchange, [])
        throw error
      })
      const answer = toAnswer(undefined, exchange, clients)
      clients.record(exchange, answer.breaches)
      return answer
    },
  }
}

/** The same hands on another server, with accounts of their own that are gone with the check. */
async function contextOn(scope: Scope, baseUrl: string): Promise<Context> {
  const session = await scope.session.on(baseUrl)
  scope.atEnd(() => cleanUp(session))
  return createContext({ ...scope, session })
}

/** Two instances of the target, or the target and one more server on its database. */
async function twoInstances(t: Context): Promise<readonly [string, string]> {
  const [first, second] = t.baseUrls
  return [first, second ?? (await secondInstance(t)).baseUrl]
}

const secondInstance = oncePerRun((t) => t.server.launch({ shared: true }))
