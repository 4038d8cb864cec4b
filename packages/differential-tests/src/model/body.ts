import { type OperationId, operation } from '@backend-rosetta/contract/operations'
import { Refusal } from './answer.ts'
import { headerOf, type ModelRequest } from './request.ts'

const maxBytes = 102_400
const json = /^application\/json$/i

/**
 * The second step of HTTP-12: size, media type, syntax (HTTP-7). `undefined` where there is no body, or none that is
 * looked at (HTTP-13).
 */
export function readBody(id: OperationId, request: ModelRequest): unknown {
  const { body = '', bytes = false } = request
  if (!operation(id).body || body === '') return undefined
  if (Buffer.byteLength(body, bytes ? 'latin1' : 'utf8') > maxBytes) throw new Refusal('payload_too_large')
  if (!isJson(request)) throw new Refusal('unsupported_media_type')
  // Bytes are sent to test what is no UTF-8.
  if (bytes) throw new Refusal('malformed_json')
  try {
    return JSON.parse(body)
  } catch {
    throw new Refusal('malformed_json')
  }
}

function isJson(request: ModelRequest): boolean {
  const [type = '', ...parameters] = (headerOf(request, 'Content-Type') ?? '').split(';')
  const encoding = headerOf(request, 'Content-Encoding')?.toLowerCase() ?? 'identity'
  return json.test(type.trim()) && encoding === 'identity' && parameters.every(isHarmless)
}

/** Any parameter but a charset other than UTF-8. */
function isHarmless(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=')
  return name.trim().toLowerCase() !== 'charset' || /^"?utf-8"?$/i.test(value.trim())
}
