import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../metrics.ts'
import { accessLog } from './access-log.ts'
import { createHttpServer } from './http-server.ts'
import { problemHandler } from './problem-handler.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('the access log', () => {
  it('has one line per request, with its ids, and nothing of query and headers', async () => {
    await using server = await givenServer()
    const headers = {
      'X-Request-Id': 'abc',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      Authorization: 'Bearer secret',
    }
    await fetch(`${server.url}/things/7?search=secret`, { headers })
    await expect.poll(() => server.lines).toHaveLength(1)
    expect(server.lines[0]).toMatchObject({
      msg: 'request',
      method: 'GET',
      path: '/things/7',
      route: '/things/{id}',
      status: 200,
      requestId: 'abc',
      traceId,
    })
    expect(JSON.stringify(server.lines)).not.toContain('secret')
  })

  it('tells of a client that did not wait', async () => {
    await using server = await givenServer()
    await expect(fetch(`${server.url}/slow`, { signal: AbortSignal.timeout(50) })).rejects.toThrow()
    await expect.poll(() => server.lines).toMatchObject([{ route: '/slow', status: 499 }])
  })

  it('says more of an error than the answer does', async () => {
    await using server = await givenServer()
    const answer = await fetch(`${server.url}/broken`)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('spanner')
    await expect.poll(() => server.lines).toHaveLength(2)
    expect(server.lines[0]).toMatchObject({
      msg: 'request failed',
      err: { message: 'a spanner in the works' },
    })
  })
})

async function givenServer() {
  const lines: unknown[] = []
  const logger = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) })
  const app = createHttpServer(logger).setErrorHandler(problemHandler)
  app.decorateRequest('auth', null)
  await app.register(accessLog, { metrics: createMetrics() })
  app.get('/things/:id', async () => ({}))
  app.get('/slow', () => new Promise(() => undefined))
  app.get('/broken', async () => {
    throw new Error('a spanner in the works')
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  lines.length = 0
  return { url, lines, [Symbol.asyncDispose]: () => app.close() }
}
