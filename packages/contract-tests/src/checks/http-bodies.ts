import { gzipSync } from 'node:zlib'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { asJson, rawRequest, servesOthers } from './raw-requests.ts'
import { registration } from './samples.ts'

const path = '/api/v1/auth/register'

/** The most bytes that a body may have. */
const limit = 102_400

const otherTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/problem+json',
  'application/vnd.api+json',
  'application/jsonp',
  'text/json',
  'json',
]

const malformed = [
  '{',
  '}',
  '{"a":}',
  '{"a":1,}',
  '[1,]',
  "{'a':1}",
  '{a:1}',
  '{"a":1} {"b":2}',
  '{"a":01}',
  '{"a":NaN}',
  '{"a":"tab\there"}',
  '{"a":"\\x"}',
  'undefined',
  ' ',
  '['.repeat(50_000),
  '// comment\n{}',
]

/** Bytes that are not UTF-8, each in a JSON text that is fine otherwise. */
const notUtf8 = [[0xff], [0x80], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]

const types = defineChecks('HTTP-7', { level: 'core' }, (check) => {
  check('HTTP-7.1', 'a body on another media type is refused, valid JSON or not', async (t) => {
    for (const type of otherTypes) {
      for (const text of ['{}', 'name=Ada']) t.problem(await post(t, text, type), 'unsupported_media_type')
    }
  })

  check('HTTP-7.2', 'a body without a media type is refused', async (t) => {
    t.problem(await t.anonymous.request('POST', path, { rawBody: '{}' }), 'unsupported_media_type')
  })

  check('HTTP-7.3', 'a charset other than UTF-8 is refused', async (t) => {
    for (const charset of ['utf-16', 'iso-8859-1', 'us-ascii', 'nonsense']) {
      t.problem(await post(t, '{}', `application/json; charset=${charset}`), 'unsupported_media_type')
    }
  })

  check('HTTP-7.4', 'the media type has no case and may name its charset', async (t) => {
    for (const type of [
      'application/json',
      'Application/JSON',
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'application/json; charset="utf-8"',
    ]) {
      t.problem(await post(t, '{}', type), 'validation_failed')
    }
  })

  check('HTTP-7.5', 'a body with a Content-Encoding is refused', async (t) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    for (const rawBody of [gzipSync('{}'), '{}']) {
      t.problem(await t.anonymous.request('POST', path, { headers, rawBody }), 'unsupported_media_type')
    }
  })

  check('HTTP-7.6', 'what is refused for its type has no effect', async (t) => {
    const body = registration(t)
    t.problem(await post(t, JSON.stringify(body), 'text/plain'), 'unsupported_media_type')
    t.status(await t.anonymous.call('registerUser', { body }), 201)
  })
})

const sizes = defineChecks('HTTP-7', { level: 'core' }, (check) => {
  check('HTTP-7.7', 'a body of 102,400 bytes is read, one of 102,401 is not', async (t) => {
    t.problem(await post(t, '{}'.padEnd(limit)), 'validation_failed')
    t.problem(await post(t, '{}'.padEnd(limit + 1)), 'payload_too_large')
  })

  check('HTTP-7.8', 'the limit counts bytes and not characters', async (t) => {
    t.problem(await post(t, `{"name":"${'é'.repeat(limit / 2)}"}`), 'payload_too_large')
  })

  check('HTTP-7.9', 'an announced body that is too large is refused before it is sent', async (t) => {
    const socket = t.socket()
    const fields = ['Content-Type: application/json', 'Content-Length: 1000000000']
    socket.write(rawRequest(t, `POST ${path}`, fields, '{"email":'))
    t.problem(await socket.answer(), 'payload_too_large')
    await servesOthers(t)
  })

  check('HTTP-7.10', 'a body of unknown length is refused as soon as it is too large', async (t) => {
    const socket = t.socket()
    const fields = ['Content-Type: application/json', 'Transfer-Encoding: chunked']
    socket.write(rawRequest(t, `POST ${path}`, fields))
    for (let chunk = 0; chunk < 2; chunk += 1)
      socket.write(`${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`)
    // The last chunk never comes.
    t.problem(await socket.answer(), 'payload_too_large')
  })

  check('HTTP-7.11', 'a body that comes in chunks is read', async (t) => {
    const socket = t.socket()
    const fields = ['Content-Type: application/json', 'Transfer-Encoding: chunked', 'Connection: close']
    socket.write(rawRequest(t, `POST ${path}`, fields, '1\r\n{\r\n8\r\n"name":7\r\n1\r\n}\r\n0\r\n\r\n'))
    t.fault(await socket.answer(), { in: 'body', pointer: '/name', code: 'invalid_type' })
  })
})

const syntax = defineChecks('HTTP-7', { level: 'core' }, (check) => {
  check('HTTP-7.12', 'what is not JSON is refused', async (t) => {
    for (const text of malformed) t.problem(await post(t, text), 'malformed_json')
  })

  check('HTTP-7.13', 'what is not UTF-8 is refused and not mended', async (t) => {
    for (const bytes of notUtf8) {
      const text = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')])
      t.problem(await post(t, text), 'malformed_json')
    }
    t.problem(await post(t, Buffer.from('{"name":"Ada"}', 'utf16le')), 'malformed_json')
  })

  check('HTTP-7.14', 'JSON is well-formed however deep it is', async (t) => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    t.faults(await post(t, deep), [{ pointer: '', code: 'invalid_type' }])
    t.fault(await post(t, `{"email":${deep}}`), { pointer: '/email', code: 'invalid_type' })
    await servesOthers(t)
  })

  check('HTTP-7.15', 'white space and escapes are read as JSON has them', async (t) => {
    const text = '\r\n\t { "n\\u0061me" :\n"\\u0041da\\/" , "password":7e0 } \n'
    t.faults(await post(t, text), [
      { pointer: '/email', code: 'required' },
      { pointer: '/password', code: 'invalid_type' },
    ])
  })
})

function post(t: Context, text: string | Uint8Array, type?: string) {
  return t.anonymous.request('POST', path, asJson(text, type))
}

export const checks = [...types, ...sizes, ...syntax]
