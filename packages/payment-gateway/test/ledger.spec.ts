import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { createGateway } from '../src/server.ts'
import { anOrder, captured } from './client.ts'
import { test } from './fixtures.ts'

test('charges, refunds, declines and their keys survive a restart', async ({ start, warnings }) => {
  const before = await start()
  const [kept, refunded, declined] = [anOrder(), anOrder(), anOrder('tok_declined')]
  const keys = { kept: randomUUID(), declined: randomUUID(), refund: randomUUID() }
  const charge = captured(await before.charge(kept, { key: keys.kept }))
  const { id } = captured(await before.charge(refunded))
  const refund = await before.refund(id, { key: keys.refund })
  await before.charge(declined, { key: keys.declined })
  await before.close()

  const after = await start()
  expect(await after.ledger(kept.reference)).toEqual([charge])
  expect(await after.ledger(refunded.reference)).toMatchObject([{ id, status: 'refunded' }])
  expect(captured(await after.charge(kept, { key: keys.kept }))).toEqual(charge)
  expect((await after.refund(id, { key: keys.refund })).body).toEqual(refund.body)
  expect((await after.refund(id)).status).toBe(409)
  expect((await after.charge(declined, { key: keys.declined })).status).toBe(402)
  const changed = { ...declined, token: 'tok_ok' }
  expect((await after.charge(changed, { key: keys.declined })).status).toBe(422)
  expect(warnings).toEqual([])
})

test('the scope of a charge survives too', async ({ start }) => {
  const before = await start()
  const { id } = captured(await before.charge(anOrder('tok_ok.mine')))
  await before.close()
  const after = await start()
  await after.control({ mode: 'down', scope: 'mine' })
  expect((await after.refund(id)).status).toBe(503)
})

test.for(['{', '{"type":"charge","status":"capt', '{"type":"refund"}'])(
  'a last line that a crash cut off is removed with a warning: %s',
  async (tail, { start, ledgerFile, warnings }) => {
    const before = await start()
    const order = anOrder()
    const charge = captured(await before.charge(order))
    await before.close()
    const whole = await readFile(ledgerFile, 'utf8')
    await appendFile(ledgerFile, tail)

    const repaired = await start()
    expect(warnings).toEqual([
      expect.stringContaining(`Removed the last ${tail.length} bytes of ${ledgerFile}`),
    ])
    expect(await readFile(ledgerFile, 'utf8')).toBe(whole)
    const later = captured(await repaired.charge(order))
    await repaired.close()

    const after = await start()
    expect(await after.ledger(order.reference)).toEqual([charge, later])
    expect(warnings).toHaveLength(1)
  },
)

const head = { id: 'ch_1', createdAt: '2026-11-20T12:00:00.000Z' }
const money = { amount: 100, currency: 'EUR' }
const aCharge = {
  type: 'charge',
  key: 'k1',
  ...head,
  status: 'captured',
  ...money,
  token: 'tok_ok',
  reference: 'r',
}
const aRefund = { type: 'refund', key: 'k1', ...head, chargeId: 'ch_1', ...money }

test.for<[string, unknown[]]>([
  ['no JSON', [aCharge, 'oops']],
  ['an empty line', [aCharge, '']],
  ['another shape', [aCharge, { ...aRefund, amount: '100' }]],
  ['an unknown type', [aCharge, { ...aRefund, type: 'gift' }]],
  ['a key used twice', [aCharge, { ...aCharge, id: 'ch_2' }]],
  ['a refund of nothing', [aCharge, { ...aRefund, chargeId: 'ch_2' }]],
  ['a second refund', [aCharge, aRefund, { ...aRefund, key: 'k2' }]],
])(
  'any other damage is one clear error, and the file stays as it is: %s',
  async ([, lines], { ledgerFile }) => {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
    const content = `${text.join('\n')}\n{"type":"cut off`
    await writeFile(ledgerFile, content)
    const message = `The ledger ${ledgerFile} cannot be used: line ${lines.length} is damaged (`
    await expect(createGateway({ ledgerFile }).listen(0)).rejects.toThrow(message)
    expect(await readFile(ledgerFile, 'utf8')).toBe(content)
  },
)

test('a file that is no ledger is left alone', async ({ ledgerFile }) => {
  await writeFile(ledgerFile, '{"name":"something else"}')
  await expect(createGateway({ ledgerFile }).listen(0)).rejects.toThrow('its last line is no record')
  expect(await readFile(ledgerFile, 'utf8')).toBe('{"name":"something else"}')
})

test('a folder is no ledger', async ({ ledgerFile }) => {
  await mkdir(ledgerFile)
  await expect(createGateway({ ledgerFile }).listen(0)).rejects.toThrow(
    `The ledger ${ledgerFile} cannot be used`,
  )
})

test('a port in use is one clear error, and the ledger is not touched', async ({ gateway, ledgerFile }) => {
  const torn = '{"type":'
  await writeFile(ledgerFile, torn)
  const port = Number(new URL(gateway.url).port)
  await expect(createGateway({ ledgerFile }).listen(port)).rejects.toThrow(`Port ${port} is in use`)
  expect(await readFile(ledgerFile, 'utf8')).toBe(torn)
})

test('closing answers what waits, and keeps nothing open', async ({ start }) => {
  const gateway = await start()
  const order = anOrder('tok_slow')
  const waiting = gateway.charge(order)
  const silent = gateway.charge(anOrder('tok_timeout_once'))
  // Both have reached the gateway once this charge, sent after them, is answered.
  captured(await gateway.charge(anOrder()))
  await Promise.all([
    expect(waiting).resolves.toMatchObject({ status: 503, body: { code: 'unavailable' } }),
    expect(silent).rejects.toThrow(),
    gateway.close(),
  ])
  const after = await start()
  expect(await after.ledger(order.reference)).toEqual([])
})
