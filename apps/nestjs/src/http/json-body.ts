import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { HttpError } from './http-error.ts'

/** Fastify reads no more of a body, and refuses one that declares more at once (HTTP-7). */
export const maxBytes = 102_400

const mediaType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

// #region json-body
/** For every media type. Not Fastify's own parser, which mends invalid UTF-8 and refuses an empty body (HTTP-13). */
export async function parseJsonBody({ headers }: FastifyRequest, body: Buffer): Promise<unknown> {
  if (body.length === 0) return undefined
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  const isJson = mediaType.test(headers['content-type'] ?? '') && encoding === 'identity'
  if (!isJson) throw new HttpError('unsupported_media_type')
  if (!isUtf8(body)) throw new HttpError('malformed_json')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpError('malformed_json')
  }
}
// #endregion
