import { defineChecks } from '../check.ts'
import type { Context, Socket } from '../context.ts'
import { rawRequest, servesOthers } from './raw-requests.ts'

const chunked = 'Transfer-Encoding: chunked'
const json = 'Content-Type: application/json'
const register = 'POST /api/v1/auth/register'

/** Messages that are not HTTP, each with the number of its check. Source: RFC 9112, sections 2 to 7. */
const notHttp: ReadonlyArray<readonly [number, string, (t: Context) => string]> = [
  [101, 'a line of text', () => 'hello\r\n\r\n'],
  [
    102,
    'the greeting of TLS',
    () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n',
  ],
  [103, 'a target with a space', (t) => rawRequest(t, 'GET /health /live')],
  [104, 'a header field without a colon', (t) => rawRequest(t, 'GET /health/live', ['Nonsense'])],
  [105, 'a space before the colon', (t) => rawRequest(t, 'GET /health/live', ['X-Test : 1'])],
  [106, 'a NUL in a header field', (t) => rawRequest(t, 'GET /health/live', ['X-Test: a\u0000b'])],
  [107, 'a request without Host', () => 'GET /health/live HTTP/1.1\r\nX-Test: 1\r\n\r\n'],
  [108, 'a length that is no number', (t) => rawRequest(t, register, [json, 'Content-Length: ten'], '{}')],
  [109, 'a negative length', (t) => rawRequest(t, register, [json, 'Content-Length: -1'], '{}')],
  [
    110,
    'two lengths',
    (t) => rawRequest(t, register, [json, 'Content-Length: 2', 'Content-Length: 3'], '{}'),
  ],
  [111, 'a chunk without a size', (t) => rawRequest(t, register, [json, chunked], 'zz\r\n{}\r\n0\r\n\r\n')],
]

const quick = defineChecks('HTTP-16', { level: 'secure' }, (check) => {
  for (const [number, what, message] of notHttp) {
    check(`HTTP-16.${number}`, `${what} is a bad request`, async (t) => {
      const socket = t.socket()
      socket.write(message(t))
      t.problem(await socket.answer(), 'bad_request')
      await servesOthers(t)
    })
  }

  check('HTTP-16.1', 'header fields over 16 KiB are refused', async (t) => {
    const many = Array.from({ length: 200 }, (_, index) => `X-Field-${index}: ${'x'.repeat(100)}`)
    for (const fields of [[`X-Long: ${'x'.repeat(20_480)}`], [`Cookie: ${'a=b; '.repeat(4096)}`], many]) {
      const socket = t.socket()
      socket.write(rawRequest(t, 'GET /health/live', fields))
      t.problem(await socket.answer(), 'headers_too_large')
    }
  })

  check('HTTP-16.2', 'header fields of 14 KiB are read', async (t) => {
    const headers = { 'X-Long': 'x'.repeat(14 * 1024) }
    t.status(await t.anonymous.call('getLiveness', { headers }), 200)
  })

  check('HTTP-16.3', 'a client that goes away in the middle of a request disturbs nobody', async (t) => {
    const parts = [
      rawRequest(t, register, [json, 'Content-Length: 100'], '{"email":"'),
      rawRequest(t, register, [json, chunked], '5\r\n{"ema'),
      'GET /api/v1/products HTTP/1.1\r\nHos',
      rawRequest(t, 'GET /api/v1/products?limit=100'),
    ]
    for (const text of parts) {
      const socket = t.socket()
      socket.write(text)
      socket.close()
      await servesOthers(t)
    }
  })

  check('HTTP-16.4', 'a request that arrives in pieces is served', async (t) => {
    const socket = t.socket()
    const body = '{"email":"nobody"}'
    const text = rawRequest(t, register, [json, `Content-Length: ${body.length}`, 'Connection: close'], body)
    for (let at = 0; at < text.length; at += 40) {
      socket.write(text.slice(at, at + 40))
      // Something else in between, so that the pieces go out one by one.
      await t.anonymous.call('getLiveness')
    }
    t.fault(await socket.answer(), { in: 'body', pointer: '/email', code: 'invalid_format' })
  })

  check('HTTP-16.5', 'requests that follow one another on a connection are answered in turn', async (t) => {
    const socket = t.socket()
    const ids = ['first', 'second', 'third'].map((name) => t.unique(name))
    const paths = ['/api/v1/products?limit=1', '/health/live', '/nope']
    const requests = ids.map((id, at) => rawRequest(t, `GET ${paths[at]}`, [`X-Request-Id: ${id}`]))
    socket.write(requests.join(''))
    for (const id of ids) t.header(await socket.answer(), 'X-Request-Id', id)
  })
})

const slow = defineChecks('HTTP-16', { level: 'secure', slow: true, timeout: 45_000 }, (check) => {
  check('HTTP-16.6', 'a head that never ends is given up after 10 to 30 s', async (t) => {
    const sockets = Array.from({ length: 30 }, () => t.socket())
    for (const socket of sockets) socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    await servesOthers(t)
    await givenUp(t, sockets)
  })

  check('HTTP-16.7', 'a body that never ends is given up after 10 to 30 s', async (t) => {
    const sockets = Array.from({ length: 30 }, () => t.socket())
    for (const socket of sockets) {
      socket.write(rawRequest(t, register, [json, 'Content-Length: 100'], '{"email":"'))
    }
    await servesOthers(t)
    await givenUp(t, sockets)
  })
})

/** Waits until each connection was answered with 408 or closed. A second's grace on either side. */
async function givenUp(t: Context, sockets: readonly Socket[]): Promise<void> {
  const started = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      const answer = await socket.answer(31_000).catch(() => undefined)
      if (answer) t.problem(answer, 'request_timeout')
      else await socket.closed(0)
      const seconds = (performance.now() - started) / 1000
      t.expect(seconds).isBetween(9, 31, 'the seconds until the server gave up')
    }),
  )
  await servesOthers(t)
}

export const checks = [...quick, ...slow]
