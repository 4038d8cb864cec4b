import { createRequire } from 'node:module'
import { type OperationId, operation, operationIds } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { loadedBy, styleTargets } from './page-assets.ts'

type Json = Readonly<Record<string, unknown>>

const published = record(createRequire(import.meta.url)('@backend-rosetta/contract/openapi.json'))

const openApi = defineChecks('OPS-3', { level: 'ops' }, (check) => {
  check('OPS-3.1', 'the document is OpenAPI 3.1 in JSON', async (t) => {
    const answer = await t.anonymous.call('getOpenApi')
    t.status(answer, 200)
    t.header(answer, 'Content-Type', /^application\/([\w.]+\+)?json\b/i)
    t.expect(record(answer.body)['openapi']).matches(/^3\.1\.\d+$/, 'its version')
  })

  check('OPS-3.2', 'it has the operations of the contract and no others', async (t) => {
    const paths = Object.entries(record((await document(t))['paths']))
    const found = paths.flatMap(([path, methods]) =>
      Object.entries(record(methods))
        .filter(([method]) => /^(get|put|post|delete|options|head|patch|trace)$/.test(method))
        .map(([method, one]) => `${record(one)['operationId']}: ${method.toUpperCase()} ${path}`),
    )
    const expected = operationIds.map((id) => `${id}: ${operation(id).method} ${operation(id).path}`)
    t.expect(found.toSorted()).equals(expected.toSorted(), 'operations')
  })

  check('OPS-3.3', 'it has the schemas of the contract', async (t) => {
    const schemas = schemasOf(await document(t))
    for (const [name, schema] of Object.entries(schemasOf(published))) {
      t.expect(schemas[name] !== undefined).equals(true, `there is a schema ${name}`)
      t.expect(plain(schemas[name])).equals(plain(schema), `the schema ${name}`)
    }
  })

  check('OPS-3.4', 'each operation has the parameters, bodies and answers of the contract', async (t) => {
    const served = await document(t)
    for (const id of operationIds) {
      t.expect(outline(served, id)).equals(outline(published, id), `the outline of ${id}`)
    }
  })

  check('OPS-3.5', 'each reference in it leads somewhere', async (t) => {
    const served = await document(t)
    const lost = references(served).filter((reference) => resolve(served, reference) === undefined)
    t.expect(lost).equals([], 'references to what is not there')
  })
})

const docs = defineChecks('OPS-3', { level: 'ops' }, (check) => {
  check('OPS-3.11', 'the page to read and try the API is HTML', async (t) => {
    const answer = await t.anonymous.call('getDocs')
    t.status(answer, 200)
    t.header(answer, 'Content-Type', /^text\/html\b/i)
    t.expect(answer.text).matches(/<title>[^<]*\S[^<]*<\/title>/i, 'the page has a title')
  })

  check('OPS-3.12', 'it loads nothing from other hosts, and all that it loads is there', async (t) => {
    const page = await t.anonymous.call('getDocs')
    for (const target of loadedBy(page.text)) {
      const answer = await t.anonymous.request('GET', ownPath(t, target, '/docs'))
      t.status(answer, 200)
      if (!answer.headers['content-type']?.startsWith('text/css')) continue
      for (const style of styleTargets(answer.text)) ownPath(t, style, target)
    }
    for (const style of styleTargets(page.text)) ownPath(t, style, '/docs')
  })
})

async function document(t: Context): Promise<Json> {
  const answer = await t.anonymous.call('getOpenApi')
  t.status(answer, 200)
  return record(answer.body)
}

/** The path of a target on this server; fails for any other host. */
function ownPath(t: Context, target: string, from: string): string {
  const url = new URL(target, new URL(from, 'http://this.server'))
  t.expect(url.host).equals('this.server', `${target} is loaded from this server`)
  return `${url.pathname}${url.search}`
}

/** A value as an object: an empty one where it is something else. */
function record(value: unknown): Json {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

function schemasOf(document: Json): Json {
  return record(record(document['components'])['schemas'])
}

/** What a client has to know of an operation. */
function outline(document: Json, id: OperationId): object {
  const { path, method } = operation(id)
  const item = record(record(document['paths'])[path])
  const { parameters, requestBody, responses } = record(item[method.toLowerCase()])
  const all = [...list(item['parameters']), ...list(parameters)].map((one) => record(resolved(document, one)))
  return {
    parameters: all
      .map(({ in: place, name, required }) => `${place} ${name} ${required === true}`)
      .toSorted(),
    body: mediaTypes(record(resolved(document, requestBody))),
    answers: Object.keys(record(responses)).toSorted(),
    content: Object.entries(record(responses)).map(([status, one]) => [
      status,
      mediaTypes(record(resolved(document, one))),
    ]),
  }
}

function mediaTypes({ content }: Json): string[] {
  return Object.keys(record(content)).toSorted()
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function resolved(document: Json, value: unknown): unknown {
  const { $ref } = record(value)
  return typeof $ref === 'string' ? resolve(document, $ref) : value
}

/** Source: RFC 6901. */
function resolve(document: Json, reference: string): unknown {
  const parts = reference.replace(/^#\/?/, '').split('/')
  const names = parts.map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.reduce<unknown>((value, name) => record(value)[name], document)
}

function references(value: unknown): string[] {
  return Object.entries(record(value)).flatMap(([name, child]) =>
    name === '$ref' && typeof child === 'string' ? [child] : references(child),
  )
}

const notes = new Set(['description', 'example', 'examples', 'title', '$comment'])

/** A schema without what only explains it, and with its lists of names sorted. */
function plain(schema: unknown, named = false): unknown {
  if (Array.isArray(schema)) {
    const items = schema.map((item) => plain(item))
    return items.every((item) => typeof item === 'string') ? items.toSorted() : items
  }
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).filter(([name]) => named || !notes.has(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value, name === 'properties')]))
}

export const checks = [...openApi, ...docs]
