import { etagOf, matchesStrongly, matchesWeakly } from '@backend-rosetta/contract/etags'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { DomainError } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'

/** What has a version is answered with its ETag, and not at all when the client has it (VER-1). */
export const etags = fp(async (app) => {
  app.addHook('preSerialization', async (_request, reply, payload: unknown) => {
    const version = versionOf(payload)
    if (version !== undefined) reply.header('ETag', etagOf(version))
    return payload
  })

  app.addHook('onSend', async ({ method, headers }, reply, payload) => {
    const etag = reply.getHeader('ETag')
    const known = headers['if-none-match']
    const isRead = method === 'GET' || method === 'HEAD'
    if (!isRead || known === undefined || typeof etag !== 'string' || !matchesWeakly(known, etag))
      return payload
    reply.code(304).removeHeader('Content-Type')
    // Fastify takes the body of a HEAD away itself.
    return method === 'HEAD' ? payload : null
  })
})

/** For PATCH, after the schemas were looked at: `If-Match` has to be there (VER-2, HTTP-12). */
export async function requireIfMatch({ headers }: FastifyRequest): Promise<void> {
  if (headers['if-match'] === undefined) throw new DomainError({ code: 'precondition_required' })
}

/** Without `If-Match` any version will do. */
export function ifMatch({ headers }: FastifyRequest): VersionGuard {
  const header = headers['if-match']
  return (version) => header === undefined || matchesStrongly(header, etagOf(version))
}

function versionOf(payload: unknown): number | undefined {
  if (typeof payload !== 'object' || payload === null || !('version' in payload)) return undefined
  return typeof payload.version === 'number' ? payload.version : undefined
}
