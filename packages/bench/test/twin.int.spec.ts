import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { testServerVariable } from '@backend-rosetta/database/testing'
import { type GatewayProcess, startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { createShop, type Shop } from '../src/data/shop.ts'
import { requestsFor } from '../src/load/requests.ts'
import { openSession, type Session } from '../src/load/session.ts'
import type { BenchOperation } from '../src/measures.ts'
import type { ServerProcess } from '../src/server/process.ts'
import { appTarget, start, type Target, twinTarget } from '../src/target.ts'

interface Side {
  server: ServerProcess
  session: Session
}

const stack = new AsyncDisposableStack()
const orders = 500
let shop: Shop
let gateway: GatewayProcess
let twin: Side
let app: Side

beforeAll(async () => {
  shop = await createShop(process.env[testServerVariable] ?? '', orders)
  stack.defer(() => shop.drop())
  gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())
  const folder = path.resolve(import.meta.dirname, '../../../apps/express')
  const compileCache = path.join(folder, 'node_modules/.cache/compiled')
  const surroundings = { shop, gatewayUrl: gateway.url, compileCache }
  twin = await sideOf(await twinTarget(surroundings))
  app = await sideOf(await appTarget({ name: 'express', folder, entry: 'dist/server.js' }, surroundings))
}, 60_000)

afterAll(() => stack.disposeAsync())

it.each<BenchOperation>([
  'getLiveness',
  'getProduct',
  'searchProducts',
  'getMe',
  'getOrder',
  'listOrders',
  'listOrdersDeep',
])('%s of the twin answers what an app answers', async (operation) => {
  const answer = await answerOf(twin, operation)
  expect(answer.status).toBe(200)
  expect(answer).toEqual(await answerOf(app, operation))
})

it('placeOrder of the twin leaves the same rows', async () => {
  const answers = [await answerOf(twin, 'placeOrder'), await answerOf(app, 'placeOrder')]
  const [ofTwin, ofApp] = answers.map(({ status, body }) => ({
    status,
    body: { ...orderSchema.parse(body), id: '', createdAt: '', updatedAt: '' },
  }))
  expect(ofTwin).toMatchObject({ status: 201, body: { status: 'confirmed' } })
  expect(ofTwin).toEqual(ofApp)
})

const orderSchema = z.looseObject({ id: z.string() })

async function sideOf(target: Target): Promise<Side> {
  const server = await start(target, stack, AbortSignal.timeout(30_000))
  return { server, session: await openSession(server.url, { orders, deep: true }) }
}

/** Cursors differ from server to server. */
async function answerOf({ server, session }: Side, operation: BenchOperation) {
  const [request] = requestsFor(operation, session)
  if (!request) throw new TypeError('there is nothing to send')
  const { path: target, ...init } = request
  const response = await fetch(server.url + target, {
    ...init,
    headers: { ...init.headers, 'x-request-id': randomUUID() },
  })
  const body: unknown = JSON.parse(
    (await response.text()).replace(/"nextCursor":"[^"]+"/, '"nextCursor":"…"'),
  )
  return { status: response.status, body }
}
