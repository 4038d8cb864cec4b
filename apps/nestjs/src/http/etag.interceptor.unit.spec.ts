import { Controller, Get, Patch, UseInterceptors } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTinyApp } from '../../test/support/tiny-app.ts'
import { ETagInterceptor } from './etag.interceptor.ts'

@Controller()
@UseInterceptors(ETagInterceptor)
class Things {
  @Get('versioned')
  versioned() {
    return { version: 3 }
  }

  @Patch('changed')
  changed() {
    return { version: 4 }
  }

  @Get('plain')
  plain() {
    return { items: [] }
  }
}

let app: NestFastifyApplication

beforeAll(async () => {
  app = await startTinyApp({ controllers: [Things] })
})

afterAll(() => app.close())

describe('an answer with a version', () => {
  it.each([
    ['"3"', 304],
    ['W/"3"', 304],
    ['*', 304],
    ['"2", "4"', 200],
  ])('to a GET whose client has %s is %i', async (known, status) => {
    // fetch() adds this field to conditional requests: it must not turn them off.
    const headers = { 'if-none-match': known, 'cache-control': 'no-cache' }
    const answer = await app.inject({ method: 'GET', url: '/versioned', headers })
    expect([answer.statusCode, answer.headers['etag']]).toEqual([status, '"3"'])
    expect(answer.body === '').toBe(status === 304)
  })

  it('to a change is never 304', async () => {
    const answer = await app.inject({ method: 'PATCH', url: '/changed', headers: { 'if-none-match': '*' } })
    expect([answer.statusCode, answer.headers['etag']]).toEqual([200, '"4"'])
  })
})

it('an answer without a version has no ETag', async () => {
  const answer = await app.inject({ method: 'GET', url: '/plain', headers: { 'if-none-match': '*' } })
  expect([answer.statusCode, answer.headers['etag']]).toEqual([200, undefined])
})
