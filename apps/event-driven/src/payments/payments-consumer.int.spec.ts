import { randomUUID } from 'node:crypto'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import { ledgerOf, setGateway } from '@backend-rosetta/test-support/gateway'
import { Registry } from 'prom-client'
import { afterAll, expect, test } from 'vitest'
import { handling, messageOf } from '../../test/support/handling.ts'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import { createMessagingMetrics } from '../messaging/metrics.ts'
import { RetryLater } from '../messaging/retry-later.ts'
import { preparePayment } from './charges.ts'
import { createGatewayClient } from './gateway-client.ts'
import { createPaymentGateway } from './payment-gateway.ts'
import { createPaymentsConsumer } from './payments-consumer.ts'

const { db, stop } = await startTestDatabase()
const gatewayProcess = await startGatewayProcess()
const { url } = gatewayProcess
afterAll(async () => {
  await gatewayProcess.stop()
  await stop()
})

const metrics = createMessagingMetrics(new Registry())
const gateway = createPaymentGateway(createGatewayClient({ url, metrics, logger: { warn: () => undefined } }))
const { handle, sent } = handling(db, 'payments', createPaymentsConsumer({ db, gateway }))

async function givenOrder(token: string): Promise<string> {
  const orderId = randomUUID()
  await db.transaction((trx) => preparePayment(trx, { orderId, token }))
  return orderId
}

const charge = (orderId: string) =>
  messageOf(orderId, 'command.payment.charge', { amount: { amount: 2500, currency: 'EUR' } })
const voiding = (orderId: string) => messageOf(orderId, 'command.payment.void')
const refund = (orderId: string) => messageOf(orderId, 'command.payment.refund')

async function statusesOf(orderId: string): Promise<string[]> {
  return (await ledgerOf(url, orderId)).map(({ status }) => status)
}

/** As when the last attempt began long ago. */
async function forgetAttempt(orderId: string): Promise<void> {
  await db.query(sql`
    update payments.charges set attempt_until = now() - interval '1 second' where order_id = ${orderId}`)
}

async function tokenOf(orderId: string): Promise<string | null | undefined> {
  const [row] = await db.query<{ token: string | null }>(sql`
    select token from payments.charges where order_id = ${orderId}`)
  return row?.token
}

test.each(['tok_ok', 'tok_slow', 'tok_flaky', 'tok_lost_reply'])('%s is charged once', async (token) => {
  const order = await givenOrder(token)
  await handle(charge(order))
  expect([await sent(order), await statusesOf(order)]).toEqual([['event.payment.captured'], ['captured']])
  expect(await tokenOf(order)).toBeNull()
})

test.each(['tok_declined', 'tok_of_another_gateway'])('%s is declined', async (token) => {
  const order = await givenOrder(token)
  await handle(charge(order))
  expect([await sent(order), await statusesOf(order)]).toEqual([['event.payment.declined'], []])
})

test('a charge that is asked for twice is made once, and told of each time', async () => {
  const order = await givenOrder('tok_ok')
  await handle(charge(order))
  await handle(charge(order))
  expect(await sent(order)).toEqual(['event.payment.captured', 'event.payment.captured'])
  expect(await statusesOf(order)).toEqual(['captured'])
})

test('while one message sees to a charge, another one leaves it alone', async () => {
  const order = await givenOrder('tok_slow')
  const [first, second] = [charge(order), charge(order)]
  const both = await Promise.allSettled([handle(first), handle(second)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect([await sent(order), await statusesOf(order)]).toEqual([['event.payment.captured'], ['captured']])
})

test('while the gateway is down a charge is tried again later', async () => {
  const [order, message] = [await givenOrder('tok_ok'), charge('00000000-0000-7000-8000-000000000000')]
  const again = { ...message, orderId: order }
  await setGateway(url, 'down')
  await expect(handle(again)).rejects.toThrow(RetryLater)
  await setGateway(url, 'up')
  await expect
    .poll(
      () =>
        handle(again, 2).then(
          () => sent(order),
          () => [],
        ),
      { timeout: 5000 },
    )
    .toEqual(['event.payment.captured'])
})

test('what was never charged is void, and never charged later', async () => {
  const order = await givenOrder('tok_ok')
  await handle(voiding(order))
  await handle(charge(order))
  expect(await statusesOf(order)).toEqual([])
  expect(await sent(order)).toEqual(['event.payment.voided', 'event.payment.voided'])
})

test('an attempt that is under way is waited for before it is void', async () => {
  const order = await givenOrder('tok_ok')
  await setGateway(url, 'down')
  await expect(handle(charge(order))).rejects.toThrow(RetryLater)
  await setGateway(url, 'up')
  await expect(handle(voiding(order))).rejects.toThrow(RetryLater)
  await forgetAttempt(order)
  await expect
    .poll(
      () =>
        handle(voiding(order)).then(
          () => sent(order),
          () => [],
        ),
      { timeout: 5000 },
    )
    .toEqual(['event.payment.voided'])
})

test('a charge that came about although nobody was told of it is found and told of', async () => {
  const order = await givenOrder('tok_ok')
  const options = { signal: AbortSignal.timeout(3000), traceparent: undefined }
  const amount = { amount: 2500, currency: 'EUR' } as const
  await gateway.charge({ reference: order, amount, token: 'tok_ok' }, options)
  await handle(voiding(order))
  expect(await sent(order)).toEqual(['event.payment.captured'])
})

test('a refund is made once, however often it is asked for', async () => {
  const order = await givenOrder('tok_ok')
  await handle(charge(order))
  await Promise.all([handle(refund(order)), handle(refund(order))])
  await handle(refund(order))
  expect(await statusesOf(order)).toEqual(['refunded'])
  expect(new Set(await sent(order))).toEqual(new Set(['event.payment.captured', 'event.payment.refunded']))
})

test('what was never charged cannot be refunded', async () => {
  await expect(handle(refund(await givenOrder('tok_ok')))).rejects.toThrow('never charged')
})
