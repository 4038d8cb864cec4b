import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '@backend-rosetta/contract-tests/server/child'
import { launchServer } from '@backend-rosetta/contract-tests/server/launch'
import { demoCustomer } from '@backend-rosetta/database/demo'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import * as z from 'zod'
import { migrations } from '../test/support/migrations.ts'
import { type CollectedSpan, startCollector } from './collector.ts'
import { drawTrace } from './draw-trace.ts'

// Draws the trace of one order: a server and a worker run for real, an order is placed, and of the spans that arrive
// at a collector a picture is made.
const folder = path.resolve(import.meta.dirname, '..')
const file = path.join(folder, 'trace.svg')
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

await using stack = new AsyncDisposableStack()
const release = await provideTestServer()
stack.defer(async () => release?.())
const database = await createTestDatabase({ seeded: true, migrations })
stack.defer(() => database.drop())
const gateway = await startGatewayProcess()
stack.defer(() => gateway.stop())
const collector = await startCollector()
stack.defer(() => void collector.stop())

const env = {
  PAYMENT_GATEWAY_URL: gateway.url,
  DATABASE_URL: database.url,
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
}
const worker = await startChild({
  command: command('worker'),
  cwd: folder,
  env: { ...env, OTEL_SERVICE_NAME: 'worker' },
})
const server = await launchServer({
  command: command('server'),
  cwd: folder,
  env: { ...env, OTEL_SERVICE_NAME: 'server' },
  databaseUrl: database.url,
})
// The first order warms everything up.
await placeOrder(server.baseUrl, traceId.replaceAll('4', '5'))
await placeOrder(server.baseUrl, traceId)
// Ending, both send what they have not sent yet.
await Promise.all([server.stop(), worker.stop('SIGTERM', 10_000)])
await server.close()

const spans = collector.spans.filter((span) => span.traceId === traceId)
writeFileSync(file, drawTrace(spans))
console.log(`${path.relative(process.cwd(), file)}: ${spans.length} spans in ${lengthOf(spans)} ms`)

function command(entry: string): [string, ...string[]] {
  return [process.execPath, '--conditions=@backend-rosetta/source', `src/${entry}.ts`]
}

/** Places an order in the demo shop, and resolves when it is confirmed. */
async function placeOrder(baseUrl: string, traceId: string): Promise<void> {
  const api = async (path: string, init: RequestInit = {}) => {
    const headers = { 'Content-Type': 'application/json', ...init.headers }
    const response = await fetch(`${baseUrl}/api/v1${path}`, { ...init, headers })
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) })
  const { email, password } = demoCustomer
  const { accessToken } = z
    .object({ accessToken: z.string() })
    .parse(await api('/auth/login', post({ email, password })))
  const headers = { Authorization: `Bearer ${accessToken}` }
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string() })).min(1) })
    .parse(await api('/products?inStock=true&limit=1'))
  const shippingAddress = {
    name: 'Ada',
    line1: '12 St James’s Square',
    city: 'London',
    postalCode: 'SW1Y 4JH',
    country: 'GB',
  }
  const order = {
    items: items.map(({ id }) => ({ productId: id, quantity: 1 })),
    payment: { method: 'card', token: 'tok_ok' },
    shippingAddress,
  }
  const orderSchema = z.object({ id: z.string(), status: z.string() })
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
  let { id, status } = orderSchema.parse(
    await api('/orders', { ...post(order), headers: { ...headers, traceparent } }),
  )
  for (let tries = 0; status === 'pending' && tries < 500; tries += 1) {
    await sleep(10)
    ;({ status } = orderSchema.parse(await api(`/orders/${id}`, { headers })))
  }
  if (status !== 'confirmed') throw new Error(`the order ${id} is ${status}`)
}

function lengthOf(spans: readonly CollectedSpan[]): number {
  return Math.round(Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start)))
}
