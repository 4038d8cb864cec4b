import type { User } from '@backend-rosetta/contract/users'
import type { FastifyRequest } from 'fastify'

/** Who makes the request, by which login. */
export interface Auth {
  user: User
  sessionId: string
}

declare module 'fastify' {
  interface FastifyRequest {
    auth?: Auth
  }
}

/** Who makes the request, on a route that is not public. */
export function authOf(request: FastifyRequest): Auth {
  if (!request.auth) throw new TypeError(`${request.method} ${request.url} is public: nobody is known there`)
  return request.auth
}
