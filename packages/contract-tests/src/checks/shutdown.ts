import { defineChecks } from '../check.ts'
import type { Context, ExtraServer } from '../context.ts'
import { Failure } from '../failures.ts'
import type { Exit } from '../target.ts'
import { caughtUp } from './following.ts'

export const checks = defineChecks(
  'OPS-4',
  { level: 'ops', needs: ['process'], timeout: 60_000 },
  (check) => {
    check('OPS-4.1', 'requests in flight finish before a server that is told to end does', async (t) => {
      const server = await t.server.launch()
      const customer = await server.t.customer()
      const items = [[await server.t.product(), 1]] as const
      const slow = { body: server.t.orderBody(items, { token: 'tok_slow' }) }
      // Logged in before, so that what follows is sent at once.
      await customer.accessToken()
      const answers = Array.from({ length: 4 }, () => server.t.as(customer).call('placeOrder', slow))
      // What was sent before this request has arrived when it is answered.
      server.t.status(await server.t.anonymous.call('getLiveness'), 200)
      const exit = server.stop('SIGTERM')
      for (const answer of await Promise.all(answers)) server.t.status(answer, 201)
      endedInOrder(t, await exit)
      await server.start()
      for (const answer of await Promise.all(answers)) {
        const { id } = server.t.status(answer, 201)
        const order = await server.t.settled(customer, id, { within: 10_000 })
        t.expect(order.status).equals('confirmed', 'the order, after the next start')
      }
    })

    check('OPS-4.2', 'a server that ends takes no new requests and finishes what has begun', async (t) => {
      const server = await t.server.launch()
      const upload = await begunUpload(server)
      const exit = server.stop('SIGTERM')
      await turnsAway(server)
      upload.finish()
      server.t.problem(await upload.answer(), 'invalid_credentials')
      endedInOrder(t, await exit)
    })

    check('OPS-4.3', 'open event streams end, and keep no server from ending', async (t) => {
      const server = await t.server.launch()
      const customer = await server.t.customer()
      const { id } = await server.t.order(customer)
      const stream = await caughtUp(server.t, id, customer)
      const exit = server.stop('SIGTERM')
      await stream.ended(10_000)
      endedInOrder(t, await exit)
    })

    check('OPS-4.4', 'connections without a request keep no server from ending', async (t) => {
      const server = await t.server.launch()
      const [silent, used] = [server.t.socket(), server.t.socket()]
      used.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
      server.t.status(await used.answer(), 200)
      const exit = server.stop('SIGTERM')
      await Promise.all([silent.closed(10_000), used.closed(10_000)])
      endedInOrder(t, await exit)
    })
  },
)

function endedInOrder(t: Context, { code, signal, milliseconds }: Exit): void {
  t.expect({ code, signal }).equals({ code: 0, signal: null }, 'the server ends with 0')
  t.expect(milliseconds).isBetween(0, 10_000, 'the server ends within 10 s')
}

/** A login whose body is not there yet, and how to send the rest of it. */
async function begunUpload({ t }: ExtraServer) {
  const body = JSON.stringify({ email: `${t.unique('nobody')}@contract.example`, password: 'not a password' })
  const socket = t.socket()
  const head = ['POST /api/v1/auth/login HTTP/1.1', 'Host: a', 'Content-Type: application/json']
  socket.write(
    [...head, `Content-Length: ${body.length}`, 'Connection: close', '', body.slice(0, 9)].join('\r\n'),
  )
  // What was sent before this request has arrived when it is answered.
  t.status(await t.anonymous.call('getLiveness'), 200)
  return { finish: () => socket.write(body.slice(9)), answer: () => socket.answer(10_000) }
}

/** Milliseconds in which a signal may still be on its way. */
const DELIVERY = 250

/** Waits until no new connection is taken; who still gets an answer about readiness has to get 503. */
async function turnsAway({ t }: ExtraServer): Promise<void> {
  const signalled = performance.now()
  const wrong: number[] = []
  const options = { headers: { Connection: 'close' } }
  await t.poll(async () => {
    const late = performance.now() - signalled > DELIVERY
    const answer = await t.anonymous.request('GET', '/health/ready', options).catch(refused)
    if (late && answer && answer.status !== 503) wrong.push(answer.status)
    t.expect(answer?.status).equals(undefined, 'no new connection is taken')
  })
  t.expect(wrong).equals([], 'what readiness answered instead of 503')
}

function refused(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error
}
