import { type FastifyInstance, fastify } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { jsonBody } from './json-body.ts'
import { problemHandler } from './problem-handler.ts'
import { type Routes, validation } from './validation.ts'

let app: FastifyInstance

const routes: Routes<object> = async (app) => {
  const schema = {
    querystring: z.object({ limit: z.coerce.number().max(9) }),
    headers: z.object({ 'X-Number': z.string().regex(/^\d$/) }),
    body: z.strictObject({ name: z.string() }),
  }
  app.post('/all', { schema }, async ({ query, headers, body }) => ({
    limit: query.limit,
    number: headers['x-number'],
    name: body.name,
  }))
  app.post('/optional', { schema: { body: z.strictObject({}).optional() } }, async () => ({}))
}

beforeAll(async () => {
  app = fastify().setErrorHandler(problemHandler)
  await app.register(jsonBody).register(validation).register(routes)
})

describe('a request', () => {
  it('arrives as its schemas make it', async () => {
    const answer = await post('/all?limit=5', { name: 'Ada' }, { 'X-Number': '7' })
    expect(answer.json()).toEqual({ limit: 5, number: '7', name: 'Ada' })
  })

  it.each([
    [
      'of all parts',
      '/all?limit=10',
      { age: 1 },
      { 'X-Number': 'x' },
      [
        'body /name required',
        'body /age unknown_property',
        'query /limit too_big',
        'header /X-Number invalid_format',
      ],
    ],
    [
      'of the parts after a good one',
      '/all',
      { name: 'Ada' },
      {},
      ['query /limit required', 'header /X-Number required'],
    ],
    ['of the last part', '/all?limit=1', { name: 'Ada' }, {}, ['header /X-Number required']],
    ['of a body that is missing', '/all?limit=1', undefined, { 'X-Number': '1' }, ['body  required']],
    ['of a body that is null', '/all?limit=1', null, { 'X-Number': '1' }, ['body  invalid_type']],
    ['of a null where the body is optional', '/optional', null, {}, ['body  invalid_type']],
  ])('has the faults %s', async (_, path, body, headers, faults) => {
    const answer = await post(path, body, headers)
    expect(answer.statusCode).toBe(422)
    expect(outline(answer.json())).toEqual(faults)
  })

  it('needs no body where it is optional', async () => {
    expect((await post('/optional', undefined, {})).statusCode).toBe(200)
  })
})

function post(url: string, body: unknown, headers: Record<string, string>) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
  return app.inject({ method: 'POST', url, headers: { ...headers, ...type }, ...payload })
}

function outline({ errors }: { errors: Array<Record<string, string>> }): string[] {
  return errors.map((fault) => `${fault['in']} ${fault['pointer']} ${fault['code']}`)
}
