import { pino } from 'pino'
import { afterAll, it } from 'vitest'
import { createNatsBroker } from '../src/messaging/nats-broker.ts'
import { createRuntime } from '../src/runtime.ts'
import { startWorker } from '../src/start-worker.ts'
import { startNats } from './support/nats.ts'
import { expectExact, openShop, placeOrders, settled } from './support/shop.ts'
import { startTestApp } from './support/test-app.ts'
import { unruly } from './support/unruly-broker.ts'

const stack = new AsyncDisposableStack()
afterAll(() => stack.disposeAsync(), 60_000)

const nats = await startNats()
if (nats) stack.defer(() => nats.stop())

it.skipIf(!nats)(
  'every message comes twice and none in its turn: all figures are exact',
  async () => {
    const app = stack.adopt(await startTestApp(), (app) => app.stop())
    const runtime = createRuntime(app.env, { name: 'worker', channels: ['outbox', 'order_events'] })
    stack.defer(() => runtime.close())
    const stream = new URL(app.databaseUrl).pathname.slice(1)
    const broker = createNatsBroker({ url: nats?.url ?? '', stream, logger: pino({ level: 'silent' }) })
    stack.adopt(await startWorker(runtime, unruly(broker)), (worker) => worker.stop())

    const shop = await openShop({ ...app, gateway: { url: app.gatewayUrl } }, 50)
    await placeOrders(shop, 60)
    await settled(shop, 60_000)
    await expectExact(shop)
  },
  120_000,
)
