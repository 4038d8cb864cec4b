import { expect, it } from 'vitest'
import { problemSchema } from './problems.ts'
import { rawProblem } from './raw-problem.ts'

it.each([
  ['HPE_HEADER_OVERFLOW', 431, 'headers_too_large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'request_timeout'],
  ['HPE_INVALID_METHOD', 400, 'bad_request'],
  [undefined, 400, 'bad_request'],
])('%s is answered with %s %s', (code, status, problemCode) => {
  const answer = rawProblem({
    code,
    rawPacket: new TextEncoder().encode('GET /products?page=1 HTTP/1.1\r\n'),
  })
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`)
  const problem = problemSchema.parse(JSON.parse(body))
  expect(problem).toMatchObject({ status, code: problemCode, instance: '/products' })
  expect(head).toContain(`\r\nX-Request-Id: ${problem.requestId}\r\n`)
})

it('knows no path where none could be read, and takes one that was', () => {
  expect(rawProblem({})).toContain('"instance":""')
  expect(rawProblem({}, '/orders')).toContain('"instance":"/orders"')
})
