import { METHODS } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { notFound } from '../problems.ts'
import { HttpError } from './http-error.ts'

interface RouteTable {
  /** Called when all routes are there: gives each path the methods that it does not have. */
  complete: () => void
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable
  }
}

/**
 * What no route answers (HTTP-8). All of it is refused in `onRequest`, before a body is read or a token looked at
 * (HTTP-12).
 */
export const routeTable = fp(async (app) => {
  const methodsOf = new Map<string, string[]>()
  app.addHook('onRoute', ({ url, method }) => {
    methodsOf.set(url, [...(methodsOf.get(url) ?? []), method].flat())
  })

  app.setNotFoundHandler(() => {
    throw notFound()
  })
  app.addHook('onRequest', async (request) => {
    if (isUnknown(request)) throw notFound()
  })

  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  app.decorate('routeTable', {
    complete() {
      for (const [url, methods] of [...methodsOf]) if (url !== wildcard) addOtherMethods(app, url, methods)
    },
  })
})

/** The route for preflights of any path, which @fastify/cors adds. */
const wildcard = '*'

/** Whether there is nothing at this path. */
export function isUnknown({ is404, routeOptions, params }: FastifyRequest): boolean {
  // For the router, `/products/` is a product without an id.
  return is404 || routeOptions.url === wildcard || Object.values(params ?? {}).includes('')
}

function addOtherMethods(app: FastifyInstance, url: string, methods: readonly string[]): void {
  const allow = [...methods, 'OPTIONS'].join(', ')
  app.route({
    method: app.supportedMethods.filter((method) => !methods.includes(method)),
    url,
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      reply.header('Allow', allow)
      if (request.method !== 'OPTIONS') throw new HttpError('method_not_allowed')
      return reply.code(204).send()
    },
    handler: () => undefined,
  })
}
