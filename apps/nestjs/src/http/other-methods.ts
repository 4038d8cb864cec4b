import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../problems.ts'
import { HttpError } from './http-error.ts'

/** Which methods each path has. */
export class Routes {
  private readonly methodsByPath = new Map<string, Set<string>>()

  /** To be called before the first route is there. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      const { url, method } = route
      if (url === '*') {
        // CORS adds it to answer preflights of any path: what it catches here has no path of its own.
        route.handler = (_request, reply) => reply.callNotFound()
        return
      }
      const known = this.methodsByPath.get(url) ?? []
      this.methodsByPath.set(url, new Set([...known, ...[method].flat()]))
    })
  }

  // #region other-methods
  /**
   * Gives every path the methods it does not have: OPTIONS answers with `Allow`, any other is refused with it (HTTP-8),
   * before the body or the credentials are looked at. To be called after the last route.
   */
  complete(fastify: FastifyInstance): void {
    for (const [url, methods] of [...this.methodsByPath]) {
      const allow = [...methods, 'OPTIONS'].join(', ')
      fastify.route({
        url,
        method: fastify.supportedMethods.filter((method) => !methods.has(method)),
        onRequest: (request, reply, done) => {
          if (hasEmptyParameter(request)) return done(notFound())
          reply.header('Allow', allow)
          done(request.method === 'OPTIONS' ? undefined : new HttpError('method_not_allowed'))
        },
        handler: (_request, reply) => reply.code(204).send(),
      })
    }
  }
  // #endregion
}

/** Fastify takes `/products/` for a product whose id is empty. */
function hasEmptyParameter({ params }: FastifyRequest): boolean {
  return Object.values(Object(params)).includes('')
}
