import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type * as z from 'zod'

/** Every way the gateway says no, with its HTTP status. */
const statuses = {
  malformed_json: 400,
  invalid_idempotency_key: 400,
  declined: 402,
  not_found: 404,
  unknown_charge: 404,
  method_not_allowed: 405,
  already_refunded: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  unknown_token: 422,
  idempotency_key_reused: 422,
  internal_error: 500,
  unavailable: 503,
} as const

export type RefusalCode = keyof typeof statuses

/** Thrown to end a request with an error answer. */
export class Refusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }
}

export interface Answer {
  status: number
  body: unknown
  headers?: OutgoingHttpHeaders
}

/** The error answer: `{ code, message }`. */
export function refuse({ code, message }: Refusal): Answer {
  return { status: statuses[code], body: { code, message } }
}

/** Sends the answer; `null` cuts the connection without one. */
export function send(response: ServerResponse, answer: Answer | null): void {
  if (answer === null) {
    response.destroy()
    return
  }
  const body = Buffer.from(JSON.stringify(answer.body))
  const headers = { 'content-type': 'application/json', 'content-length': body.length, ...answer.headers }
  response.writeHead(answer.status, headers).end(body)
}

/** Source: draft-ietf-httpapi-idempotency-key-header, section 2. */
export function idempotencyKey(request: IncomingMessage): string {
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Refusal(
    'invalid_idempotency_key',
    'Send an Idempotency-Key header of 1 to 255 visible ASCII characters.',
  )
}

export async function readJson<T extends z.ZodType>(request: IncomingMessage, schema: T) {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupported_media_type', 'Send the body as application/json.')
  }
  return parse(parseJson(await readBody(request)), schema)
}

export function parse<T extends z.ZodType>(value: unknown, schema: T): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
  throw new Refusal('validation_failed', faults.join('; '))
}

const maxBodyBytes = 16 * 1024
const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    throw new Refusal('malformed_json', 'The body is not JSON in UTF-8.')
  }
}

/** What exceeds the limit is not kept; Node discards the rest once the request is answered. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBodyBytes) chunks.push(chunk)
      else reject(new Refusal('payload_too_large', `A body has at most ${maxBodyBytes} bytes.`))
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', () => reject(new Refusal('malformed_json', 'The body ended early.')))
  })
}
