import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { HttpError } from './http-error.ts'

const maxBytes = 102_400
/** How much of a refused body is thrown away before the connection is cut: most clients send, then listen. */
const lingerBytes = 1_048_576
const timeoutMilliseconds = 10_000
const mediaType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

// #region json-body
/**
 * Reads the body into `req.body`; without one it stays undefined (HTTP-7, HTTP-13). Not `express.json()`: that one
 * reads a body that is too large to its end before it refuses it, and mends invalid UTF-8 instead of refusing it.
 */
export const jsonBody: RequestHandler = async (req, _res, next) => {
  const body = await readBody(req)
  if (body.length > 0) {
    if (!isJson(req)) throw new HttpError('unsupported_media_type')
    req.body = parseJson(body)
  }
  next()
}
// #endregion

function isJson({ headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  return mediaType.test(headers['content-type'] ?? '') && encoding === 'identity'
}

function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new HttpError('malformed_json')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpError('malformed_json')
  }
}

function readBody(req: IncomingMessage): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(req))
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const timer = setTimeout(() => reject(new HttpError('request_timeout')), timeoutMilliseconds)
  const chunks: Buffer[] = []
  let size = 0

  function take(chunk: Buffer): void {
    size += chunk.length
    chunks.push(chunk)
    if (size > maxBytes) reject(tooLarge(req))
  }
  req.on('data', take)
  req.once('end', () => resolve(Buffer.concat(chunks)))
  req.once('error', () => reject(new HttpError('bad_request')))
  return promise.finally(() => {
    clearTimeout(timer)
    req.off('data', take)
  })
}

function tooLarge(req: IncomingMessage): HttpError {
  let rest = lingerBytes
  req.on('data', (chunk: Buffer) => {
    rest -= chunk.length
    if (rest < 0) req.destroy()
  })
  return new HttpError('payload_too_large')
}
