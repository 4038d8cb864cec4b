import { type IncomingMessage, METHODS } from 'node:http'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Bindings, ChildLoggerOptions, Logger } from 'pino'
import { notFound } from '../problems.ts'
import { acceptConstraint } from './accept-constraint.ts'
import { ClientErrors } from './client-errors.ts'
import { maxBytes, parseJsonBody } from './json-body.ts'
import { requestIdOf, traceOf } from './request-context.ts'
import { checkMessage, findableUrl } from './well-formed.ts'

/** Fastify with limits on size and time (HTTP-7, HTTP-16), and what it does before Nest sees a request. */
export function createFastifyAdapter(logger: Logger): FastifyAdapter {
  const clientErrors = new ClientErrors()
  const adapter = new FastifyAdapter({
    ...requestLogging(logger),
    rewriteUrl: findableUrl,
    // Ids are opaque: a long one is not found like any other.
    routerOptions: { maxParamLength: 16_384, constraints: { accept: acceptConstraint } },
    // Nest validates and serialises: the compilers that Fastify has for its own schemas need not even be loaded.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    bodyLimit: maxBytes,
    requestTimeout: 15_000,
    keepAliveTimeout: 5000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => clientErrors.answer(error, socket),
    http: {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1000,
      // The app itself says what is wrong with a message without Host.
      requireHostHeader: false,
    },
  })
  const fastify: FastifyInstance = adapter.getInstance()
  fastify.addHook('onRequest', ({ id, raw }, reply, done) => {
    clientErrors.remember(raw, reply.raw)
    reply.header('X-Request-Id', id)
    done()
  })
  // Before Fastify looks at the body (HTTP-12), and after all who want to know of every request.
  fastify.addHook('preParsing', ({ raw, is404 }, _reply, _payload, done) => {
    done(checkMessage(raw) ?? (is404 ? notFound() : null))
  })
  knowAllMethods(fastify)
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, parseJsonBody)
  return adapter
}

function noCompiler(): never {
  throw new TypeError('a route of this app has no Fastify schema')
}

/** Lines of a request carry its id and, where there is one, its trace (HTTP-9). The line about it is `AccessLog`'s. */
function requestLogging(logger: Logger) {
  return {
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    childLoggerFactory(
      parent: FastifyBaseLogger,
      bindings: Bindings,
      options: ChildLoggerOptions,
      request: IncomingMessage,
    ) {
      const trace = traceOf(request)
      return parent.child(trace ? { ...bindings, traceId: trace.id } : bindings, options)
    },
  }
}

/** Known, a method can be refused with 405 (HTTP-8). Only these have a body that is looked at (HTTP-13). */
function knowAllMethods(fastify: FastifyInstance): void {
  for (const method of METHODS) {
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(method)
    fastify.addHttpMethod(method, { hasBody, overrideExisting: true })
  }
}
