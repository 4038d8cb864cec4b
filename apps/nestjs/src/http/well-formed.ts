import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { HttpError } from './http-error.ts'

/** What Node's parser lets through and RFC 9112 does not: no version (section 3), no Host (section 3.2). */
export function checkMessage({
  httpVersionMajor,
  httpVersionMinor,
  headers,
}: IncomingMessage): HttpError | undefined {
  const isOurs = httpVersionMajor === 1 && (httpVersionMinor === 0 || headers.host !== undefined)
  return isOurs ? undefined : new HttpError('bad_request')
}

const undecodable = new WeakMap<IncomingMessage, string>()

/** A path that cannot be decoded is nothing that exists (HTTP-8); Fastify would not even look for it. */
export function findableUrl(request: IncomingMessage): string {
  const { url = '/' } = request
  if (!url.includes('%')) return url
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return url
  } catch {
    undecodable.set(request, url)
    return '/-'
  }
}

/** The path as it was asked for. */
export function pathOf({ raw, url }: FastifyRequest): string {
  const [path = ''] = (undecodable.get(raw) ?? url).split('?', 1)
  return path
}
