import fc from 'fast-check'
import type { Body, Intent } from '../intent.ts'
import { choice } from './request.ts'

/** A change to how a request is sent, whatever it says. */
type Change = (intent: Intent) => Intent

const header =
  (name: string, value: string): Change =>
  (intent) => ({
    ...intent,
    headers: { ...intent.headers, [name]: value },
  })

const without =
  (name: string): Change =>
  (intent) => {
    const { [name]: _, ...headers } = intent.headers
    return { ...intent, headers }
  }

const method =
  (name: string): Change =>
  (intent) => {
    const { body: _, ...rest } = intent
    return { ...(name === 'HEAD' || name === 'OPTIONS' ? rest : intent), method: name }
  }

/** Only of a request that has a body: the others have none to speak of. */
const body =
  (text: Body): Change =>
  (intent) =>
    intent.body ? { ...intent, body: text } : intent

const mediaTypes = [
  'text/plain',
  'application/xml',
  'application/problem+json',
  'application/json; charset=utf-16',
  'application/json; charset=UTF-8',
  'Application/JSON',
  'application/json;charset="utf-8"',
  'application/jsonp',
  'json',
]

const texts = [
  '',
  ' ',
  '{',
  '[1,]',
  '{"a":1} x',
  "{'a':1}",
  'null',
  'true',
  '"text"',
  '17',
  '[]',
  '{"name":"\\u0000"}',
  '{"name":"\\ud800"}',
  '{"__proto__":{"role":"admin"}}',
  '['.repeat(5000) + ']'.repeat(5000),
  `"${'x'.repeat(102_400)}"`,
  `{"name":"${'x'.repeat(102_000)}"}`,
  '﻿{}',
]

/** Not UTF-8, and a body that is UTF-16. */
const byteTexts = ['{"name":"\xff"}', '\xfe\xff\x00{\x00}', '{"name":"\xc0\xaf"}', '{"name":"\xed\xa0\x80"}']

const authorizations = [
  'Bearer',
  'Bearer ',
  'Basic YTpi',
  'Bearer garbled',
  'Bearer a.b.c',
  'bearer <token:alice:0>',
  'Bearer <token:alice:1>',
  'Bearer <token:carol:0>',
  'Bearer <token:alice:0> more',
  'Token <token:alice:0>',
  'Bearer ~unsigned~<token:carol:0>',
  'Bearer ~tampered~<token:carol:0>',
  'Bearer ~expired~<token:carol:0>',
  'Bearer ~foreign~<token:carol:0>',
  'Bearer <refresh:alice:0>',
]

const extras: Change[] = [
  header('X-Request-Id', 'a-request.of_mine-1'),
  header('X-Request-Id', 'not ok'),
  header('X-Request-Id', 'x'.repeat(129)),
  header('Origin', 'https://shop.example'),
  header('Origin', 'https://evil.example'),
  header('Origin', 'null'),
  header('traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'),
  header('traceparent', 'garbled'),
  header('Accept', 'text/html'),
  header('Accept', 'nonsense'),
  header('Accept-Encoding', 'br, gzip;q=0'),
  header('If-Match', '"1"; drop'),
  header('Content-Encoding', 'gzip'),
  header('Content-Encoding', 'identity'),
  header('X-HTTP-Method-Override', 'DELETE'),
  header('X-Forwarded-Host', 'evil.example'),
]

const methods = ['HEAD', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST', 'PATCH', 'GET', 'PROPFIND']

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom(...mediaTypes.map((type) => header('Content-Type', type))),
  fc.constantFrom(without('Content-Type'), without('Authorization')),
  fc.constantFrom(...texts.map((text) => body({ text })), ...byteTexts.map((bytes) => body({ bytes }))),
  fc.constantFrom(...authorizations.map((value) => header('Authorization', value))),
  fc.constantFrom(...extras),
  fc.constantFrom(...methods.map(method)),
)

/** An intent as it is, mostly; else sent in a way that servers stumble over. */
export function sentOddly(intent: fc.Arbitrary<Intent>): fc.Arbitrary<Intent> {
  const changes = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Change[]>([]) },
    { weight: 1, arbitrary: fc.array(change, { minLength: 1, maxLength: 2 }) },
  )
  return fc.tuple(intent, changes).map(([one, all]) => all.reduce((sent, apply) => apply(sent), one))
}

/** What a browser asks before it sends a request of another origin. */
export const preflights: fc.Arbitrary<Intent> = fc
  .record({
    target: fc.constantFrom('/api/v1/products', '/api/v1/orders', '/api/v1/users/me', '/nope'),
    origin: choice([
      [2, 'https://shop.example'],
      [1, 'https://evil.example'],
    ]),
    wanted: fc.constantFrom('PATCH', 'GET', 'PUT'),
  })
  .map(({ target, origin, wanted }) => ({
    operation: 'preflight',
    method: 'OPTIONS',
    target,
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': wanted,
      'Access-Control-Request-Headers': 'authorization,content-type,if-match',
    },
  }))
