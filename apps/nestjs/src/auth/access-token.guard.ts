import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../problems.ts'
import { Public } from './access.decorators.ts'
import { AccessTokens } from './access-tokens.ts'
import { SessionsRepository } from './sessions.repository.ts'

// #region authenticate
/** Finds out who makes the request: the token names a login, the database says whose it is and what they may do. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessTokens: AccessTokens,
    private readonly sessions: SessionsRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) return true
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    context.switchToHttp().getResponse<FastifyReply>().header('Cache-Control', 'no-store')
    const sessionId = this.accessTokens.verify(bearerToken(request))
    const user = await this.sessions.findUserOfSession(sessionId)
    if (!user) throw new DomainError({ code: 'invalid_token' })
    request.auth = { user, sessionId }
    return true
  }
}
// #endregion

/** Source: RFC 6750 section 2.1. */
function bearerToken({ headers }: FastifyRequest): string {
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(headers.authorization ?? '') ?? []
  if (!token) throw new DomainError({ code: 'unauthenticated' })
  return token
}
