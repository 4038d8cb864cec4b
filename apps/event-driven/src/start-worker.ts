import { setTimeout as sleep } from 'node:timers/promises'
import { createStatisticsProjector } from './admin/statistics-projector.ts'
import { startHousekeeping } from './housekeeping.ts'
import { importOrders } from './import/import-orders.ts'
import type { Broker } from './messaging/broker.ts'
import { type Consumer, createDeliver } from './messaging/consumer.ts'
import { createMessagingMetrics, type MessagingMetrics } from './messaging/metrics.ts'
import { createPostgresBroker } from './messaging/postgres-broker.ts'
import { createRelay } from './messaging/relay.ts'
import { routes } from './messaging/routes.ts'
import { createFulfilmentConsumer } from './orders/fulfilment-consumer.ts'
import { createGatewayClient } from './payments/gateway-client.ts'
import { createPaymentGateway } from './payments/payment-gateway.ts'
import { createPaymentsConsumer } from './payments/payments-consumer.ts'
import { createStockConsumer } from './products/stock-consumer.ts'
import { createDb, type Runtime } from './runtime.ts'

export interface RunningWorker {
  /** Takes nothing new, and resolves when what is under way has come to an end. */
  stop: () => Promise<void>
}

/**
 * The composition root of the side that nobody waits for: relay, consumers, projection.
 * @param given a broker instead of the one that the environment names
 */
export async function startWorker(shared: Runtime, given?: Broker): Promise<RunningWorker> {
  // Connections of its own: in one process with a server, the worker does not queue behind requests.
  const db = createDb(shared, 'worker', { size: 6, keepsOpen: true })
  const runtime = { ...shared, db }
  const { notifications, logger } = runtime
  const metrics = createMessagingMetrics(runtime.metrics.registry)
  const broker = given ?? (await createBroker(runtime))
  const relay = createRelay({ db, broker, notifications, logger, metrics })
  const projector = createStatisticsProjector({ db, notifications, logger })
  const housekeeping = startHousekeeping(runtime)
  const stopping = new AbortController()

  // #region start-worker
  /** Who listens comes first, so that nothing is published to nobody. */
  async function subscribe(): Promise<void> {
    for (const consumer of createConsumers(runtime, { metrics, broker })) {
      const deliver = createDeliver({ db, logger, metrics }, consumer)
      await untilDone(() => broker.subscribe({ ...consumer, deliver }))
    }
    if (!stopping.signal.aborted) relay.start()
  }

  /** A worker that starts before its database or broker waits for it. */
  async function untilDone(work: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        return await work()
      } catch (err) {
        logger.warn({ err }, 'cannot start yet')
        await sleep(500, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }
  // #endregion

  projector.start()
  const imported = untilDone(() => importOrders({ ...runtime, signal: stopping.signal }))
  const subscribed = subscribe()
  return {
    async stop() {
      stopping.abort()
      housekeeping.stop()
      await Promise.all([imported, subscribed])
      await Promise.all([relay.stop(), projector.stop()])
      await broker.stop()
      await db.end()
    },
  }
}

async function createBroker({ env, notifications, logger }: Runtime): Promise<Broker> {
  if (env.NATS_URL === undefined) {
    // Few: nobody keeps one for long.
    const db = createDb({ env, logger }, 'broker', { size: 3, keepsOpen: true, waitsForDisk: false })
    return createPostgresBroker({ db, notifications, logger })
  }
  // Its client takes a while to load: only where it is used.
  const { createNatsBroker } = await import('./messaging/nats-broker.ts')
  return createNatsBroker({ url: env.NATS_URL, stream: streamFor(env.DATABASE_URL), logger })
}

/** One stream for each database: what belongs together stays together. */
function streamFor(databaseUrl: string): string {
  return new URL(databaseUrl).pathname.replaceAll(/[^A-Za-z0-9_-]/g, '')
}

function createConsumers(
  runtime: Runtime,
  { metrics, broker }: { metrics: MessagingMetrics; broker: Broker },
): Consumer[] {
  const { env, db, logger } = runtime
  const client = createGatewayClient({ url: env.PAYMENT_GATEWAY_URL, metrics, logger })
  const gateway = createPaymentGateway(client)
  const waiting = async () =>
    Math.max(...(await Promise.all([broker.waiting('stock'), broker.waiting('payments')])))
  return [
    {
      ...{ consumer: 'stock', patterns: routes.stock, concurrency: 4, ackWaitMs: 4000 },
      handle: createStockConsumer(runtime),
    },
    {
      ...{ consumer: 'payments', patterns: routes.payments, concurrency: 32, ackWaitMs: 6000 },
      handle: createPaymentsConsumer({ db, gateway }),
    },
    {
      consumer: 'fulfilment',
      patterns: routes.fulfilment,
      ...{ concurrency: 4, ackWaitMs: 4000 },
      handle: createFulfilmentConsumer({ ...runtime, waiting }),
    },
  ]
}
