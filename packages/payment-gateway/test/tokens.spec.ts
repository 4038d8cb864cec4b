import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { anOrder, captured } from './client.ts'
import { test } from './fixtures.ts'

describe('tokens', () => {
  test('tok_declined: no, and the same no again; nothing in the ledger', async ({ gateway }) => {
    const order = anOrder('tok_declined')
    const key = randomUUID()
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const reply = await gateway.charge(order, { key })
      expect(reply).toMatchObject({ status: 402, body: { code: 'declined' } })
    }
    expect(await gateway.ledger(order.reference)).toEqual([])
  })

  test('tok_slow: a second, which a client that gives up and retries does not pay twice', async ({
    gateway,
  }) => {
    const order = anOrder('tok_slow')
    const key = randomUUID()
    const begin = performance.now()
    const signal = AbortSignal.timeout(600)
    await expect(gateway.charge(order, { key, signal })).rejects.toThrow()
    expect(await gateway.ledger(order.reference)).toEqual([])
    const charge = captured(await gateway.charge(order, { key }))
    const took = performance.now() - begin
    expect(took).toBeGreaterThan(950)
    expect(took).toBeLessThan(1_500)
    expect(await gateway.ledger(order.reference)).toEqual([charge])
  })

  test('tok_flaky: 503 twice per reference, then a charge', async ({ gateway }) => {
    const order = anOrder('tok_flaky')
    const replies = [await gateway.charge(order), await gateway.charge(order), await gateway.charge(order)]
    expect(replies.map((reply) => reply.status)).toEqual([503, 503, 201])
    expect(await gateway.ledger(order.reference)).toHaveLength(1)
  })

  test('tok_lost_reply: charges and cuts the connection; the retry finds the charge', async ({ gateway }) => {
    const order = anOrder('tok_lost_reply')
    const key = randomUUID()
    await expect(gateway.charge(order, { key })).rejects.toThrow()
    const [charge] = await gateway.ledger(order.reference)
    expect(captured(await gateway.charge(order, { key }))).toEqual(charge)
    expect(await gateway.ledger(order.reference)).toHaveLength(1)
  })

  test('tok_timeout_once: silence without a charge, then a charge', async ({ gateway }) => {
    const order = anOrder('tok_timeout_once')
    const key = randomUUID()
    const signal = AbortSignal.timeout(200)
    await expect(gateway.charge(order, { key, signal })).rejects.toThrow('timeout')
    expect(await gateway.ledger(order.reference)).toEqual([])
    const charge = captured(await gateway.charge(order, { key }))
    expect(await gateway.ledger(order.reference)).toEqual([charge])
  })

  test.for(['tok_nope', 'ok', 'tok_ok.', 'tok_ok.a b', 'tok_ok.a.b', '.k7f3', 'constructor'])(
    'no such token: %s',
    async (token, { gateway }) => {
      const order = anOrder(token)
      expect(await gateway.charge(order)).toMatchObject({ status: 422, body: { code: 'unknown_token' } })
      expect(await gateway.ledger(order.reference)).toEqual([])
    },
  )
})

describe('control', () => {
  test('down without a scope: everything but health and control is refused at once', async ({ gateway }) => {
    const order = anOrder()
    const { id } = captured(await gateway.charge(order))
    expect(await gateway.control({ mode: 'down' })).toMatchObject({
      status: 200,
      body: { mode: 'down', scopes: {} },
    })
    const refused = [
      await gateway.charge(anOrder('tok_ok.any')),
      await gateway.refund(id),
      await gateway.send(`/charges?reference=${order.reference}`),
    ]
    for (const reply of refused) expect(reply).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(await gateway.send('/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
    await gateway.control({ mode: 'up' })
    expect(await gateway.ledger(order.reference)).toMatchObject([{ id, status: 'captured' }])
  })

  test('down in a scope: only its charges and refunds are refused', async ({ gateway }) => {
    const mine = captured(await gateway.charge(anOrder('tok_ok.mine')))
    const others = captured(await gateway.charge(anOrder('tok_ok.others')))
    await gateway.control({ mode: 'down', scope: 'mine' })
    expect(await gateway.send('/_control')).toMatchObject({
      status: 200,
      body: { mode: 'up', scopes: { mine: { mode: 'down' } } },
    })
    expect((await gateway.charge(anOrder('tok_declined.mine'))).status).toBe(503)
    expect((await gateway.refund(mine.id)).status).toBe(503)
    captured(await gateway.charge(anOrder('tok_ok.others')))
    captured(await gateway.charge(anOrder()))
    expect((await gateway.refund(others.id)).status).toBe(201)

    await gateway.control({ mode: 'up' })
    expect((await gateway.refund(mine.id)).status, 'up for everything leaves the scopes alone').toBe(503)
    await gateway.control({ mode: 'up', scope: 'mine' })
    expect((await gateway.refund(mine.id)).status).toBe(201)
  })

  test('slow: does its work at once and answers late, a refusal too', async ({ gateway }) => {
    await gateway.control({ mode: 'slow', scope: 'late', delayMs: 300 })
    const order = anOrder('tok_ok.late')
    const key = randomUUID()
    const signal = AbortSignal.timeout(100)
    await expect(gateway.charge(order, { key, signal })).rejects.toThrow('timeout')
    const [charge] = await gateway.ledger(order.reference)
    const begin = performance.now()
    expect(captured(await gateway.charge(order, { key }))).toEqual(charge)
    expect((await gateway.charge(anOrder('tok_declined.late'))).status).toBe(402)
    expect(performance.now() - begin).toBeGreaterThan(550)
  })

  test('slow is five seconds late unless told otherwise', async ({ gateway }) => {
    expect(await gateway.control({ mode: 'slow' })).toMatchObject({
      body: { mode: 'slow', delayMs: 5_000, scopes: {} },
    })
  })

  test.for([
    {},
    { mode: 'off' },
    { mode: 'down', scope: 'a.b' },
    { mode: 'slow', delayMs: -1 },
    { mod: 'up' },
  ])('an unknown command is refused and changes nothing: %j', async (command, { gateway }) => {
    expect(await gateway.control(command)).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
    expect(await gateway.send('/_control')).toMatchObject({ body: { mode: 'up', scopes: {} } })
  })
})
