import { randomUUID } from 'node:crypto'
import { type GatewayProcess, startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import { ledgerOf, setGateway } from '@backend-rosetta/test-support/gateway'
import { ConfigService } from '@nestjs/config'
import { Test, type TestingModule } from '@nestjs/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Metrics } from '../metrics/metrics.ts'
import { GatewayClient } from './gateway-client.ts'
import { type CallOptions, PaymentGateway } from './payment-gateway.ts'

let process: GatewayProcess
let gateway: PaymentGateway

beforeAll(async () => {
  process = await startGatewayProcess()
  const module = await createModule()
  gateway = module.get(PaymentGateway)
})

afterAll(() => process.stop())

describe('charge', () => {
  it.each([
    ['tok_ok', 'captured'],
    ['tok_slow', 'captured'],
    ['tok_flaky', 'captured'],
    ['tok_lost_reply', 'captured'],
    ['tok_declined', 'declined'],
    ['tok_of_nobody', 'declined'],
  ])('with %s is %s, once', async (token, outcome) => {
    const reference = randomUUID()
    const charged = await gateway.charge(charge(reference, token), within(5000))
    expect(charged.outcome).toBe(outcome)
    expect(await ledgerOf(process.url, reference)).toHaveLength(outcome === 'captured' ? 1 : 0)
  })

  it('that hangs is unknown when the time is over, and found when it is repeated', async () => {
    const reference = randomUUID()
    const request = charge(reference, 'tok_timeout_once')
    expect(await gateway.charge(request, within(300))).toEqual({ outcome: 'unknown' })
    expect(await gateway.charge(request, within(5000))).toMatchObject({ outcome: 'captured' })
    expect(await ledgerOf(process.url, reference)).toHaveLength(1)
  })
})

describe('refund', () => {
  it('happens once, however often it is asked for', async () => {
    const orderId = randomUUID()
    const charged = await gateway.charge(charge(orderId, 'tok_ok'), within(5000))
    if (charged.outcome !== 'captured') throw new Error('the charge failed')
    const refund = { orderId, chargeId: charged.chargeId }
    expect(await gateway.refund(refund, within(5000))).toEqual({ outcome: 'refunded' })
    expect(await gateway.refund(refund, within(5000))).toEqual({ outcome: 'refunded' })
    expect(await ledgerOf(process.url, orderId)).toMatchObject([{ status: 'refunded' }])
  })

  it('of an unknown charge is no refund', async () => {
    const refund = { orderId: randomUUID(), chargeId: 'ch_of_nobody' }
    expect(await gateway.refund(refund, within(5000))).toEqual({ outcome: 'unknown' })
  })
})

describe('ledger', () => {
  it('tells what was charged from what was not', async () => {
    const reference = randomUUID()
    expect(await gateway.findCharge(reference, within(5000))).toEqual({ outcome: 'none' })
    const charged = await gateway.charge(charge(reference, 'tok_ok'), within(5000))
    expect(await gateway.findCharge(reference, within(5000))).toEqual(charged)
  })
})

describe('outage', () => {
  it('opens the circuit, which closes by itself when the gateway is back', async () => {
    const module = await createModule()
    const fresh = module.get(PaymentGateway)
    const { gatewayCircuitOpen } = module.get(Metrics)
    const outcome = async () => (await fresh.charge(charge(randomUUID(), 'tok_ok'), within(5000))).outcome
    const circuit = async () => (await gatewayCircuitOpen.get()).values[0]?.value

    await setGateway(process.url, 'down')
    const outcomes = await Promise.all(Array.from({ length: 10 }, outcome))
    expect(new Set(outcomes)).toEqual(new Set(['unknown']))
    expect(await circuit()).toBe(1)

    await setGateway(process.url, 'up')
    await expect.poll(outcome, { timeout: 5000 }).toBe('captured')
    expect(await circuit()).toBe(0)
  })
})

function createModule(): Promise<TestingModule> {
  const config = { provide: ConfigService, useValue: new ConfigService({ PAYMENT_GATEWAY_URL: process.url }) }
  return Test.createTestingModule({ providers: [PaymentGateway, GatewayClient, Metrics, config] }).compile()
}

function charge(reference: string, token: string) {
  return { reference, token, amount: { amount: 1250, currency: 'EUR' as const } }
}

function within(milliseconds: number): CallOptions {
  return { signal: AbortSignal.timeout(milliseconds), retries: true, trace: undefined }
}
