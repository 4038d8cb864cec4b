import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseResponse } from './parse-response.ts'

const lines = (...parts: string[]) => parts.join('\r\n')

describe('parseResponse', () => {
  it('reads a body of a given length', () => {
    const text = lines('HTTP/1.1 200 OK', 'Content-Length: 2', 'X-A: b:c', '', 'okHTTP/1.1')
    expect(parseResponse(text, false)).toEqual({
      response: {
        status: 200,
        headers: [
          ['Content-Length', '2'],
          ['X-A', 'b:c'],
        ],
        body: 'ok',
      },
      length: text.length - 'HTTP/1.1'.length,
    })
  })

  it('reads chunks', () => {
    const text = lines(
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: chunked',
      '',
      '3',
      'abc',
      '2',
      'de',
      '0',
      '',
      '',
    )
    expect(parseResponse(text, false)?.response.body).toBe('abcde')
  })

  it('reads to the end where no length is given', () => {
    const text = lines('HTTP/1.0 400 Bad Request', '', 'oh')
    expect(parseResponse(text, false)).toBeUndefined()
    expect(parseResponse(text, true)?.response).toMatchObject({ status: 400, body: 'oh' })
  })

  it('reads over an interim answer', () => {
    const text = lines('HTTP/1.1 100 Continue', '', 'HTTP/1.1 204 No Content', '', '')
    expect(parseResponse(text, false)).toMatchObject({ response: { status: 204 }, length: text.length })
  })

  it('has nothing before the answer is complete', () => {
    const text = lines('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '3', 'abc', '0', '', '')
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), (length) => {
        expect(parseResponse(text.slice(0, length), false)).toBeUndefined()
      }),
    )
  })
})
