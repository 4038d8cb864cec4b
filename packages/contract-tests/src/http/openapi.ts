import { createRequire } from 'node:module'
import { type OperationId, operation } from '@backend-rosetta/contract/operations'
import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** A second opinion besides the zod schemas: the published document is what people in other languages work from. */
const ajv = new Ajv2020({ strict: false, allErrors: true })
const validators = new Map<string, ValidateFunction>()
let loaded = false

/** What the OpenAPI document has against the JSON body of an answer, or nothing. */
export function openApiFaults(id: OperationId, status: number, body: unknown): string[] {
  const mediaType = Object.hasOwn(operation(id).answers, status)
    ? 'application/json'
    : 'application/problem+json'
  const validate = validator(id, status, mediaType)
  if (validate(body)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '(body)'} ${message}`)
}

function validator(id: OperationId, status: number, mediaType: string): ValidateFunction {
  load()
  const { path, method } = operation(id)
  const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', mediaType, 'schema']
  const $ref = `openapi.json#/${pointer.map((part) => encodeURIComponent(escapePart(String(part)))).join('/')}`
  const known = validators.get($ref)
  if (known) return known
  const compiled = ajv.compile({ $ref })
  validators.set($ref, compiled)
  return compiled
}

function load(): void {
  if (loaded) return
  addFormats.default(ajv)
  ajv.addSchema(createRequire(import.meta.url)('@backend-rosetta/contract/openapi.json'), 'openapi.json')
  loaded = true
}

/** A part of a JSON Pointer. Source: RFC 6901. */
function escapePart(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}
