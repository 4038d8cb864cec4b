import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { anOrder, captured } from './client.ts'
import { test } from './fixtures.ts'

describe('charges', () => {
  test('a charge is captured and in the ledger of its reference', async ({ gateway }) => {
    const order = anOrder()
    const charge = captured(await gateway.charge(order))
    expect(charge).toMatchObject({
      amount: 4_990,
      currency: 'EUR',
      reference: order.reference,
      status: 'captured',
    })
    expect(await gateway.ledger(order.reference)).toEqual([charge])
    expect(await gateway.ledger('another reference')).toEqual([])
  })

  test('amounts are exact up to 2^53 - 1, and nothing is an amount too', async ({ gateway }) => {
    for (const amount of [0, Number.MAX_SAFE_INTEGER]) {
      expect(captured(await gateway.charge({ ...anOrder(), amount })).amount).toBe(amount)
    }
  })

  test('one key and one body make one charge, however often they come', async ({ gateway }) => {
    const order = anOrder()
    const key = randomUUID()
    const replies = await Promise.all(Array.from({ length: 20 }, () => gateway.charge(order, { key })))
    const again = await gateway.charge(order, { key })
    expect(new Set([...replies, again].map((reply) => captured(reply).id)).size).toBe(1)
    expect(replies.filter((reply) => !reply.headers.has('idempotency-replayed'))).toHaveLength(1)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await gateway.ledger(order.reference)).toHaveLength(1)
  })

  test.for([{ amount: 1 }, { currency: 'USD' }, { token: 'tok_declined' }, { reference: 'another' }])(
    'a key that comes back with another body is refused: %j',
    async (change, { gateway }) => {
      const order = anOrder()
      const key = randomUUID()
      await gateway.charge(order, { key })
      const reply = await gateway.charge({ ...order, ...change }, { key })
      expect(reply).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
      expect(await gateway.ledger(order.reference)).toHaveLength(1)
    },
  )

  test('two keys are two charges: keeping the reference single is up to the client', async ({ gateway }) => {
    const order = anOrder()
    const first = captured(await gateway.charge(order))
    const second = captured(await gateway.charge(order))
    expect(await gateway.ledger(order.reference)).toEqual([first, second])
  })
})

describe('refunds', () => {
  test('a refund marks its charge; its key repeats the answer', async ({ gateway }) => {
    const order = anOrder()
    const charge = captured(await gateway.charge(order))
    const key = randomUUID()
    const refund = await gateway.refund(charge.id, { key })
    expect(refund).toMatchObject({
      status: 201,
      body: { chargeId: charge.id, amount: 4_990, currency: 'EUR' },
    })
    expect(await gateway.refund(charge.id, { key })).toMatchObject({ status: 201, body: refund.body })
    expect(await gateway.ledger(order.reference)).toEqual([{ ...charge, status: 'refunded' }])
  })

  test('of parallel refunds with keys of their own one is made', async ({ gateway }) => {
    const { id } = captured(await gateway.charge(anOrder()))
    const replies = await Promise.all(Array.from({ length: 10 }, () => gateway.refund(id)))
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1)
    const refused = replies.filter((reply) => reply.status !== 201)
    for (const reply of refused) {
      expect(reply).toMatchObject({ status: 409, body: { code: 'already_refunded' } })
    }
  })

  test('an unknown charge is not refunded', async ({ gateway }) => {
    const reply = await gateway.refund('ch_none')
    expect(reply).toMatchObject({ status: 404, body: { code: 'unknown_charge' } })
  })

  test('a key that comes back for another charge is refused', async ({ gateway }) => {
    const one = captured(await gateway.charge(anOrder()))
    const order = anOrder()
    const two = captured(await gateway.charge(order))
    const key = randomUUID()
    await gateway.refund(one.id, { key })
    const reply = await gateway.refund(two.id, { key })
    expect(reply).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    expect(await gateway.ledger(order.reference)).toEqual([two])
  })

  test('the key of a charge can be the key of its refund', async ({ gateway }) => {
    const key = randomUUID()
    const { id } = captured(await gateway.charge(anOrder(), { key }))
    expect(await gateway.refund(id, { key })).toMatchObject({ status: 201 })
  })

  test('a repeated charge still says captured after its refund: the answer of then', async ({ gateway }) => {
    const order = anOrder()
    const key = randomUUID()
    const charge = captured(await gateway.charge(order, { key }))
    await gateway.refund(charge.id)
    expect(captured(await gateway.charge(order, { key }))).toEqual(charge)
  })
})
