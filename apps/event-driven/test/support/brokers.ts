import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import { pino } from 'pino'
import { readEnv } from '../../src/env.ts'
import type { Broker } from '../../src/messaging/broker.ts'
import { createNatsBroker } from '../../src/messaging/nats-broker.ts'
import { createPostgresBroker } from '../../src/messaging/postgres-broker.ts'
import { createDb, createRuntime } from '../../src/runtime.ts'
import { migrations } from './migrations.ts'
import { startNats } from './nats.ts'

export interface BrokerUnderTest {
  /** Another process on the same messages. */
  connect: () => Broker
  stop: () => Promise<void>
}

const logger = pino({ level: 'silent' })

export async function startPostgresBroker(): Promise<BrokerUnderTest> {
  const stack = new AsyncDisposableStack()
  const database = stack.adopt(await createTestDatabase({ migrations }), ({ drop }) => drop())
  const env = readEnv({
    DATABASE_URL: database.url,
    PAYMENT_GATEWAY_URL: 'http://127.0.0.1',
    LOG_LEVEL: 'silent',
  })
  return {
    connect() {
      const runtime = createRuntime(env, { name: 'spec', channels: ['deliveries'] })
      stack.defer(() => runtime.close())
      const broker = createPostgresBroker({ ...runtime, db: createDb(runtime, 'broker') })
      return stack.adopt(broker, () => broker.stop())
    },
    stop: () => stack.disposeAsync(),
  }
}

/** Nothing, where there is no NATS to be had. */
export async function startNatsBroker(): Promise<BrokerUnderTest | undefined> {
  const nats = await startNats()
  if (!nats) return undefined
  const stack = new AsyncDisposableStack()
  stack.defer(() => nats.stop())
  const stream = `spec_${randomUUID().replaceAll('-', '')}`
  return {
    connect: () =>
      stack.adopt(createNatsBroker({ url: nats.url, stream, logger }), (broker) => broker.stop()),
    stop: () => stack.disposeAsync(),
  }
}
