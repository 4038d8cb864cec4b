import { createRequire } from 'node:module'
import { operation, operationIds } from '@backend-rosetta/contract/operations'
import type { OpenAPIObject } from '@nestjs/swagger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'
import { describeCode, operationsOf } from './openapi.ts'

let app: TestApp
let code: OpenAPIObject

beforeAll(async () => {
  app = await startTestApp()
  code = describeCode(app.app)
})

afterAll(() => app.stop())

/** What SwaggerModule serves is no controller's. */
const handled = operationIds.filter((id) => id !== 'getDocs' && id !== 'getOpenApi')

/** Their schemas are put together by a decorator or a pipe of ours, into which the scanner cannot look. */
const unseen = new Set(['placeOrder', 'listOrders'])

describe('what the controllers say of themselves', () => {
  it('is the operations of the contract and no others', () => {
    const found = Object.entries(code.paths).flatMap(([path, methods]) =>
      operationsOf({ [path]: methods }).map(({ operationId }) => `${operationId} ${path}`),
    )
    expect(found.sort()).toEqual(handled.map((id) => `${id} ${operation(id).path}`).sort())
  })

  it.each(handled.filter((id) => !unseen.has(id)))('takes what the contract says: %s', (id) => {
    const { path, method, body, query } = operation(id)
    const described = operationsOf(code.paths).find(({ operationId }) => operationId === id)
    expect(code.paths[path]?.[asKey(method)]).toBe(described)
    expect(namesOf(described, 'query')).toEqual(Object.keys(query?.shape ?? {}).sort())
    expect(namesOf(described, 'path')).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect(bodyOf(described)).toBe(nameOf(body))
  })
})

describe('the document', () => {
  it('is the one of the contract', async () => {
    const { body } = await app.http.get('/openapi.json').expect(200)
    expect(body.openapi).toMatch(/^3\.1\./)
    expect(body).toEqual(createRequire(import.meta.url)('@backend-rosetta/contract/openapi.json'))
  })
})

type Described = ReturnType<typeof operationsOf>[number] | undefined

function asKey(method: 'GET' | 'POST' | 'PATCH' | 'DELETE') {
  return ({ GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const)[method]
}

function namesOf(described: Described, place: string): string[] {
  const parameters = described?.parameters ?? []
  return parameters.flatMap((one) => ('in' in one && one.in === place ? [one.name] : [])).sort()
}

/** The component that the schema of the body is. */
function bodyOf(described: Described): string | undefined {
  const body = described?.requestBody
  const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined
  return schema && '$ref' in schema ? schema.$ref.split('/').at(-1) : undefined
}

function nameOf(schema: z.ZodType | undefined): string | undefined {
  return schema && z.globalRegistry.get(schema)?.id
}
