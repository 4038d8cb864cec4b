import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { DomainError } from '../problems.ts'
import { Roles } from './access.decorators.ts'
import { authOf } from './auth.ts'

// #region authorize
/** Comes after `AccessTokenGuard`, which says who it is. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const role = this.reflector.getAllAndOverride(Roles, [context.getHandler(), context.getClass()])
    if (!role) return true
    const { user } = authOf(context.switchToHttp().getRequest<FastifyRequest>())
    if (user.role !== role) throw new DomainError({ code: 'forbidden' })
    return true
  }
}
// #endregion
