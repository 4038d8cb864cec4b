import type { Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppUnderTest } from './fixtures.ts'
import { firstAnswer, outlineOf, sendRaw } from './raw.ts'

interface ListeningApp extends AppUnderTest {
  server: Server
  stop: () => Promise<void>
}

/** Holds the server of an app to what is no good message, and to bodies that no parser should meet (HTTP-7, HTTP-16). */
export function refusesBadMessages(start: () => Promise<ListeningApp>): void {
  let app: ListeningApp

  beforeAll(async () => {
    app = await start()
  })

  afterAll(() => app.stop())

  describe('what is no good message', () => {
    it.each([
      ['garbage', 'hello\r\n\r\n', ['400', 'bad_request']],
      ['a request without version', 'GET /health/live\r\nHost: x\r\n\r\n', ['400', 'bad_request']],
      ['a request without Host', 'GET /health/live HTTP/1.1\r\n\r\n', ['400', 'bad_request']],
      [
        'two lengths',
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
        ['400', 'bad_request'],
      ],
      [
        'a chunk without a size',
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
        ['400', 'bad_request'],
      ],
      [
        'a header of more than 16 KiB',
        `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`,
        ['431', 'headers_too_large'],
      ],
    ])('is refused with a problem: %s', async (_, text, outline) => {
      const received = await sendRaw(app.server, text)
      expect(outlineOf(received)).toEqual(outline)
      expect(received).toMatch(/^content-type: application\/problem\+json/im)
      expect(received).toMatch(/^x-request-id: \S+/im)
    })

    it('does not spoil the answer to the good request before it', async () => {
      const received = await sendRaw(app.server, 'GET /api/v1/products HTTP/1.1\r\nHost: x\r\n\r\n}')
      expect(outlineOf(received)).toEqual(['200', '400', 'bad_request'])
    })
  })

  describe('a body', () => {
    const head = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'

    it('that is declared too large is refused before it is sent', async () => {
      const answer = await firstAnswer(app.server, `${head}Content-Length: 102401\r\n\r\n`)
      expect(outlineOf(answer)).toEqual(['413', 'payload_too_large'])
    })

    it('that turns out too large is refused before its end', async () => {
      const answer = await firstAnswer(
        app.server,
        `${head}Transfer-Encoding: chunked\r\n\r\n1e848\r\n${'x'.repeat(125_000)}`,
      )
      expect(outlineOf(answer)).toEqual(['413', 'payload_too_large'])
    })

    it('that goes on and on is cut off', async () => {
      const endless = `${head}Content-Length: 9999999\r\n\r\n${'x'.repeat(2_000_000)}`
      await expect(
        sendRaw(app.server, endless).catch(({ code }: NodeJS.ErrnoException) => code),
      ).resolves.toMatch(/^(HTTP\/1\.1 413|ECONNRESET|EPIPE)/)
    })

    it.each([
      ['{', 'application/json', 400],
      ['"\xff"', 'application/json', 400],
      ['{}', 'application/json; charset=utf-16', 415],
      ['{}', 'text/plain', 415],
      ['{}', 'application/json; charset="UTF-8"', 422],
      ['[]', 'application/json', 422],
      ['', 'text/plain', 422],
    ])('%j as %s is answered with %i', async (body, type, status) => {
      const bytes = Buffer.from(body, 'latin1')
      await app.http
        .post('/api/v1/auth/login')
        .set('Content-Type', type)
        .serialize((sent) => sent)
        .send(bytes)
        .expect(status)
    })

    it('that is compressed is refused', async () => {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
      await app.http.post('/api/v1/auth/login').set(headers).send('{}').expect(415)
    })

    it('of 50,000 nested lists is well-formed', async () => {
      const deep = '['.repeat(50_000) + ']'.repeat(50_000)
      await app.http.post('/api/v1/auth/login').set('Content-Type', 'application/json').send(deep).expect(422)
    })
  })
}
