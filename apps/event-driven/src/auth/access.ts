import type { User } from '@backend-rosetta/contract/users'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Queries } from '../db/database.ts'
import { DomainError } from '../problems.ts'
import type { AccessTokens } from './access-tokens.ts'
import { findUserOfSession } from './auth.queries.ts'

/** Who makes the request, by which login. */
export interface Auth {
  user: User
  sessionId: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `access.user`, so that it is null on public routes. */
    auth: Auth | null
  }
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Hooks for `preValidation`: after the body was parsed and before a schema is looked at (HTTP-12). */
export interface Access {
  user: Hook
  /** For routes that are behind `user`. */
  adminOnly: Hook
}

// #region authenticate
export function createAccess({ db, accessTokens }: { db: Queries; accessTokens: AccessTokens }): Access {
  return {
    async user(request, reply) {
      reply.header('Cache-Control', 'no-store')
      const sessionId = await accessTokens.verify(bearerToken(request))
      const user = await findUserOfSession(db, sessionId)
      if (!user) throw new DomainError({ code: 'invalid_token' })
      request.auth = { user, sessionId }
    },

    async adminOnly(request) {
      if (authOf(request).user.role !== 'admin') throw new DomainError({ code: 'forbidden' })
    },
  }
}
// #endregion

/** Who makes the request, on a route that lets users in only. */
export function authOf({ auth, routeOptions }: FastifyRequest): Auth {
  if (!auth) throw new TypeError(`${routeOptions.method} ${routeOptions.url} is not behind access.user`)
  return auth
}

/** Source: RFC 6750 section 2.1. */
function bearerToken({ headers }: FastifyRequest): string {
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(headers.authorization ?? '') ?? []
  if (!token) throw new DomainError({ code: 'unauthenticated' })
  return token
}
