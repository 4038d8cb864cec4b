import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { anOrder, type Client, captured, type Reply } from './client.ts'
import { test } from './fixtures.ts'

const json = { 'content-type': 'application/json', 'idempotency-key': 'k' }
const order = anOrder()

async function expectRefusal(gateway: Client, reply: Promise<Reply>, status: number, code: string) {
  expect(await reply).toMatchObject({ status, body: { code, message: expect.any(String) } })
  captured(await gateway.charge(anOrder()))
}

test.for<[string, string | Uint8Array<ArrayBuffer>]>([
  ['nothing', ''],
  ['half an object', '{"amount":'],
  ['no JSON', 'amount=1'],
  ['no UTF-8', Uint8Array.from([0x22, 0xff, 0x22])],
  ['absurdly deep', '['.repeat(16_000)],
])('malformed body: %s', async ([, body], { gateway }) => {
  const reply = gateway.send('/charges', { method: 'POST', headers: json, body })
  await expectRefusal(gateway, reply, 400, 'malformed_json')
})

test.for<[string, object | null]>([
  ['null', null],
  ['an array', [order]],
  ['deep', JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`)],
  ['text for a number', { ...order, amount: '1' }],
  ['a fraction', { ...order, amount: 0.5 }],
  ['less than nothing', { ...order, amount: -1 }],
  ['beyond 2^53', { ...order, amount: 2 ** 53 }],
  ['a lower-case currency', { ...order, currency: 'eur' }],
  ['an object for a token', { ...order, token: { toString: 'tok_ok' } }],
  ['an empty reference', { ...order, reference: '' }],
  ['a long reference', { ...order, reference: 'x'.repeat(256) }],
  ['an unknown property', { ...order, capture: false }],
  ['__proto__', JSON.parse('{"__proto__":{"amount":1}}')],
])('a body of the wrong shape: %s', async ([, body], { gateway }) => {
  await expectRefusal(gateway, gateway.charge(body), 422, 'validation_failed')
  await expectRefusal(gateway, gateway.post('/refunds', body), 422, 'validation_failed')
})

test('NUL and lone surrogates in a reference come back as they were', async ({ gateway }) => {
  const reference = 'nul \u0000 surrogate \ud800'
  expect(captured(await gateway.charge({ ...order, reference })).reference).toBe(reference)
})

test('another media type', async ({ gateway }) => {
  const headers = { ...json, 'content-type': 'text/plain' }
  const reply = gateway.send('/charges', { method: 'POST', headers, body: JSON.stringify(order) })
  await expectRefusal(gateway, reply, 415, 'unsupported_media_type')
})

test.for<[string, Record<string, string>]>([
  ['missing', {}],
  ['empty', { 'idempotency-key': '' }],
  ['with a space', { 'idempotency-key': 'a b' }],
  ['too long', { 'idempotency-key': 'x'.repeat(256) }],
])('an Idempotency-Key that is %s', async ([, headers], { gateway }) => {
  const init = { headers: { 'content-type': 'application/json', ...headers } }
  await expectRefusal(gateway, gateway.post('/charges', order, init), 400, 'invalid_idempotency_key')
  await expectRefusal(
    gateway,
    gateway.post('/refunds', { chargeId: 'x' }, init),
    400,
    'invalid_idempotency_key',
  )
})

test('a body over 16 KiB', async ({ gateway }) => {
  const reply = gateway.charge({ ...order, reference: 'x'.repeat(1_000_000) })
  await expectRefusal(gateway, reply, 413, 'payload_too_large')
})

test('a body that never ends is refused once it is too long', async ({ gateway }) => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  socket.write('POST /charges HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n')
  socket.write('Idempotency-Key: k\r\nTransfer-Encoding: chunked\r\n\r\n')
  socket.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`)
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 413 /)
  socket.destroy()
})

test('a client that leaves in the middle of its body', async ({ gateway, warnings }) => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  socket.write('POST /charges HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n')
  socket.write('Idempotency-Key: k\r\nContent-Length: 100\r\n\r\n{"amount"')
  await once(socket, 'ready')
  socket.destroy()
  captured(await gateway.charge(anOrder()))
  expect(warnings).toEqual([])
})

test.for(['/', '/nothing', '/charges/', '/constructor', '//', '/%00%ff', '/charges%3Freference=x'])(
  'no such path: %s',
  async (path, { gateway }) => {
    await expectRefusal(gateway, gateway.send(path), 404, 'not_found')
  },
)

test.for([
  ['DELETE', '/charges', 'GET, POST'],
  ['GET', '/refunds', 'POST'],
  ['POST', '/health', 'GET'],
  ['PUT', '/_control', 'GET, POST'],
] as const)('a method that the path does not know: %s %s', async ([method, path, allow], { gateway }) => {
  const reply = gateway.send(path, { method })
  await expectRefusal(gateway, reply, 405, 'method_not_allowed')
  expect((await reply).headers.get('allow')).toBe(allow)
})

test.for([
  ['missing', '/charges'],
  ['misspelt', '/charges?Reference=x'],
  ['empty', '/charges?reference='],
  ['too long', `/charges?reference=${'x'.repeat(256)}`],
] as const)('a look-up whose reference is %s', async ([, path], { gateway }) => {
  await expectRefusal(gateway, gateway.send(path), 422, 'validation_failed')
})
