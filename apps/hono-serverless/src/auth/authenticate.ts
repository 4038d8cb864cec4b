import type { Context, MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import type { AdminEnv, UserEnv } from '../context.ts'
import { DomainError } from '../problems.ts'
import type { AccessTokens } from './access-tokens.ts'
import { findUserOfSession } from './sessions.queries.ts'

/** What a route names before its handler. */
export interface Access {
  user: MiddlewareHandler<UserEnv>
  admin: MiddlewareHandler<AdminEnv>
}

// #region authenticate
export function createAccess(accessTokens: AccessTokens): Access {
  const user = createMiddleware<UserEnv>(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const sessionId = await accessTokens.verify(bearerToken(c))
    const owner = await findUserOfSession(c.var.db, sessionId)
    if (!owner) throw new DomainError({ code: 'invalid_token' })
    c.set('auth', { user: owner, sessionId })
    await next()
  })

  const adminOnly = createMiddleware<UserEnv>(async (c, next) => {
    if (c.var.auth.user.role !== 'admin') throw new DomainError({ code: 'forbidden' })
    await next()
  })

  return { user, admin: every(user, adminOnly) }
}
// #endregion

/** Source: RFC 6750 section 2.1. */
function bearerToken(c: Context): string {
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(c.req.header('Authorization') ?? '') ?? []
  if (!token) throw new DomainError({ code: 'unauthenticated' })
  return token
}
