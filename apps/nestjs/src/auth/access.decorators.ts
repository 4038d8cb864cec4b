import type { Role } from '@backend-rosetta/contract/users'
import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { authOf } from './auth.ts'

/** Lets everyone in. Without it a route wants a user: what is forgotten is closed. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true })

/** Lets users of this role in. */
export const Roles = Reflector.createDecorator<Role>()

/** The user of the request, as it is in the database now. */
export const CurrentUser = createParamDecorator((_: undefined, context: ExecutionContext) => {
  return authOf(context.switchToHttp().getRequest<FastifyRequest>()).user
})

/** The user together with the login. */
export const CurrentAuth = createParamDecorator((_: undefined, context: ExecutionContext) => {
  return authOf(context.switchToHttp().getRequest<FastifyRequest>())
})
