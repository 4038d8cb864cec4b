import { defineChecks } from '../check.ts'
import type { Context, ExtraServer } from '../context.ts'
import { Failure } from '../failures.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'

type Loss = Readonly<{ number: number; title: string; lose(server: ExtraServer): unknown }>

const losses: readonly Loss[] = [
  { number: 11, title: 'a database that breaks its connections', lose: ({ database }) => database.cut() },
  { number: 12, title: 'a database that falls silent', lose: ({ database }) => database.stall() },
]

/** Requests at the same time: more than a pool has connections, usually. */
const REQUESTS = 24

export const checks = defineChecks(
  'OPS-1',
  { level: 'ops', needs: ['process', 'database'], timeout: 60_000 },
  (check) => {
    for (const { number, title, lose } of losses) {
      check(
        `OPS-1.${number}`,
        `${title} makes requests fail within 3 s, and only as long as it does`,
        async (t) => {
          const server = await t.server.launch()
          const customer = await server.t.customer()
          const product = await server.t.product()
          await customer.accessToken()
          const inFlight = changes(server.t, await server.t.product())
          await Promise.race(inFlight)
          await lose(server)
          await orUnavailable(server.t, inFlight)
          await unavailable(server.t, customer, product)
          server.t.status(await server.t.anonymous.call('getLiveness'), 200)
          const readiness = server.t.status(await server.t.anonymous.call('getReadiness'), 503)
          t.expect(readiness).includes(
            { status: 'unavailable', checks: { database: 'unavailable' } },
            'readiness',
          )
          await server.database.restore()
          await readyAgain(server)
          await works(server.t, customer, product)
        },
      )
    }
  },
)

/** Fails unless each request is answered with 503 within 3 s. */
async function unavailable(t: Context, customer: Actor, product: { id: string }): Promise<void> {
  const as = t.as(customer)
  const requests: ReadonlyArray<() => Promise<Answer>> = [
    () => t.anonymous.call('listProducts'),
    () => t.anonymous.call('getProduct', { path: product }),
    () => t.anonymous.call('logIn', { body: { email: customer.email, password: customer.password } }),
    () => as.call('getMe'),
    () => as.call('placeOrder', { body: t.orderBody([[product, 1]]) }),
    () => as.call('listOrders'),
  ]
  const turns = Array.from({ length: REQUESTS }, (_, index) => requests[index % requests.length])
  for (const answer of await Promise.all(turns.flatMap((send) => send?.() ?? []))) {
    t.problem(answer, 'unavailable')
    t.header(answer, 'Retry-After', /^[1-9]\d*$/)
    t.inTime(answer, 3000, 'the answer comes within 3 s')
  }
}

/** Changes of one product that wait for each other, so that the database is lost in the middle of transactions. */
function changes(t: Context, { id }: { id: string }): Array<Promise<Answer>> {
  const change = (stock: number) => ({ path: { id }, ifMatch: '*', body: { stock } })
  return Array.from({ length: REQUESTS }, (_, stock) => t.as(t.admin).call('updateProduct', change(stock)))
}

/** Fails unless each of these requests either succeeds or is answered with 503 within 3 s. */
async function orUnavailable(t: Context, requests: ReadonlyArray<Promise<Answer>>): Promise<void> {
  for (const answer of await Promise.all(requests)) {
    if (answer.status !== 200) t.problem(answer, 'unavailable')
    t.inTime(answer, 3000, 'the answer comes within 3 s')
  }
}

/** Waits until the server is ready by itself; where it is not, what it wrote may tell why. */
async function readyAgain({ t, output }: ExtraServer): Promise<void> {
  const ready = async () => t.status(await t.anonymous.call('getReadiness'), 200)
  try {
    await t.poll(ready, { within: 15_000, every: 100 })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const received = `${error.details.received}; the server wrote:\n${output().trim().slice(-2000)}`
    throw new Failure('the server recovers by itself', { ...error.details, received })
  }
}

/** Fails unless orders go on, and those that were refused have taken nothing. */
async function works(t: Context, customer: Actor, product: { id: string }): Promise<void> {
  const { stock } = t.status(await t.anonymous.call('getProduct', { path: product }), 200)
  t.expect(stock).equals(100, 'the stock, of which no refused order took anything')
  const body = t.orderBody([[product, 1]])
  const { id } = t.status(await t.as(customer).call('placeOrder', { body }), 201)
  const order = await t.settled(customer, id, { within: 10_000 })
  t.expect(order.status).equals('confirmed', 'an order after the recovery')
}
