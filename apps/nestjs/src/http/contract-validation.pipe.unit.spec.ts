import { Body, Controller, Param, Post, Query } from '@nestjs/common'
import { APP_PIPE } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { startTinyApp } from '../../test/support/tiny-app.ts'
import { ContractValidationPipe } from './contract-validation.pipe.ts'
import { RequestParts } from './request-parts.decorator.ts'

const greeting = z.strictObject({ name: z.string().trim().min(1) })
const level = z.coerce.number().int().max(9)
const greetingRequest = z.object({ header: z.object({ 'X-Mood': z.enum(['good', 'bad']) }), body: greeting })

@Controller()
class Greetings {
  @Post('body')
  body(@Body({ schema: greeting }) body: z.output<typeof greeting>) {
    return body
  }

  @Post('query/:level')
  query(
    @Query({ schema: z.object({ at: z.string() }) }) query: object,
    @Param('level', { schema: level }) given: number,
  ) {
    return { query, given }
  }

  @Post('parts')
  parts(@RequestParts(greetingRequest) parts: z.output<typeof greetingRequest>) {
    return parts
  }
}

let app: NestFastifyApplication

beforeAll(async () => {
  app = await startTinyApp({
    controllers: [Greetings],
    providers: [{ provide: APP_PIPE, useClass: ContractValidationPipe }],
  })
})

afterAll(() => app.close())

describe('a parameter with a schema', () => {
  it('gets what the schema makes of it', async () => {
    expect((await post('/body', { name: ' Ada ' })).json()).toEqual({ name: 'Ada' })
    expect((await post('/query/3?at=noon&more=1')).json()).toEqual({ query: { at: 'noon' }, given: 3 })
  })

  it('that does not fit is refused with all faults of its part', async () => {
    const { errors } = (await post('/body', { name: '', role: 1 })).json()
    expect(errors).toMatchObject([
      { in: 'body', pointer: '/name', code: 'too_short' },
      { in: 'body', pointer: '/role', code: 'unknown_property' },
    ])
    expect((await post('/query/3')).json().errors).toMatchObject([{ in: 'query', code: 'required' }])
    expect((await post('/query/10?at=noon')).json().errors).toMatchObject([{ in: 'path', code: 'too_big' }])
  })
})

describe('several parts of a request', () => {
  it('are there as their schemas make them, headers in the spelling of the contract', async () => {
    const answer = await post('/parts', { name: 'Ada' }, { 'x-mood': 'good' })
    expect(answer.json()).toEqual({ header: { 'X-Mood': 'good' }, body: { name: 'Ada' } })
  })

  it('have their faults reported together', async () => {
    const { errors } = (await post('/parts', {})).json()
    expect(errors).toMatchObject([
      { in: 'body', pointer: '/name', code: 'required' },
      { in: 'header', pointer: '/X-Mood', code: 'required' },
    ])
  })
})

function post(url: string, body: object = {}, headers: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url, payload: body, headers })
}
