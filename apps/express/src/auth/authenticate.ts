import type { User } from '@backend-rosetta/contract/users'
import type { Request, RequestHandler } from 'express'
import type { Db } from '../db/database.ts'
import { DomainError } from '../problems.ts'
import type { AccessTokens } from './access-tokens.ts'
import * as sessions from './sessions.repository.ts'

/** Who makes the request, by which login. */
export interface Auth {
  user: User
  sessionId: string
}

declare global {
  namespace Express {
    interface Request {
      auth?: Auth
    }
  }
}

/** The handlers that a route names before its own. */
export interface Access {
  user: RequestHandler
  admin: RequestHandler[]
}

// #region authenticate
export function createAccess({ db, accessTokens }: { db: Db; accessTokens: AccessTokens }): Access {
  const user: RequestHandler = async (req, res, next) => {
    res.set('Cache-Control', 'no-store')
    const sessionId = await accessTokens.verify(bearerToken(req))
    const owner = await sessions.findUserOfSession(db, sessionId)
    if (!owner) throw new DomainError({ code: 'invalid_token' })
    req.auth = { user: owner, sessionId }
    next()
  }

  const adminOnly: RequestHandler = (req, _res, next) => {
    if (authOf(req).user.role !== 'admin') throw new DomainError({ code: 'forbidden' })
    next()
  }

  return { user, admin: [user, adminOnly] }
}
// #endregion

/** Who makes the request, on a route that lets users in only. */
export function authOf(req: Request): Auth {
  if (!req.auth) throw new TypeError(`${req.method} ${req.path} is not behind access.user`)
  return req.auth
}

/** Source: RFC 6750 section 2.1. */
function bearerToken(req: Request): string {
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(req.get('Authorization') ?? '') ?? []
  if (!token) throw new DomainError({ code: 'unauthenticated' })
  return token
}
