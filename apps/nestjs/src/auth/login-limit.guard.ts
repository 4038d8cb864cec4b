import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { LoginLimiter } from './login-limiter.ts'

const claimedEmail = z.object({ email: z.string().trim().toLowerCase() })

// #region log-in
/** Guards come before pipes, so that the limit says nothing about the faults of the body (HTTP-12). */
@Injectable()
export class LoginLimitGuard implements CanActivate {
  constructor(private readonly loginLimiter: LoginLimiter) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { data } = claimedEmail.safeParse(context.switchToHttp().getRequest<FastifyRequest>().body)
    if (data) await this.loginLimiter.check(data.email)
    return true
  }
}
// #endregion
