import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { HttpError } from './http-error.ts'

const mediaType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

/**
 * One parser for every media type, because all of them are refused for the same reasons (HTTP-7). Not Fastify's own for
 * JSON: that one mends invalid UTF-8, and refuses properties that a schema can refuse with all the other faults.
 */
export const jsonBody = fp(async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, parseJsonBody)
  // A body on DELETE or OPTIONS is not looked at (HTTP-13).
  for (const method of ['DELETE', 'OPTIONS']) {
    app.addHttpMethod(method, { hasBody: false, overrideExisting: true })
  }
})

// #region json-body
/** The value in the body; undefined without one (HTTP-13). Any value is well-formed, however deep. */
async function parseJsonBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  if (body.length === 0) return undefined
  if (!isJson(request)) throw new HttpError('unsupported_media_type')
  if (!isUtf8(body)) throw new HttpError('malformed_json')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpError('malformed_json')
  }
}
// #endregion

function isJson({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  return mediaType.test(headers['content-type'] ?? '') && encoding === 'identity'
}
