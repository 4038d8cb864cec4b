import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'

/** Swagger UI styles its elements in place and has its icons in data: URLs. Nothing comes from another host. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
].join(';')

// #region get-docs
/**
 * Serves the description of the app, and the page to read and try it (OPS-3). What SwaggerModule makes of them is loaded
 * when somebody asks for it first: it is a fifth of all the modules that a start would have to load, and most instances
 * are never asked.
 */
export function setUpDocs(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance()
  let docs: Promise<NestFastifyApplication> | undefined

  async function serve({ id, url, headers }: FastifyRequest, reply: FastifyReply) {
    // Swagger UI has its page at more addresses than the contract.
    if (/^\/docs\/(index\.html)?(\?|$)/.test(url)) return reply.callNotFound()
    docs ??= import('./docs-app.ts').then(({ createDocsApp }) => createDocsApp(app, logger))
    const answer = await (await docs).inject({ url, headers: { ...headers, 'x-request-id': id } })
    const { connection: _, date: __, ...own } = answer.headers
    if (url.startsWith('/docs')) reply.header('Content-Security-Policy', contentSecurityPolicy)
    // Without a body it has no type either, which Fastify would make up.
    const body = answer.statusCode === 304 ? undefined : answer.rawPayload
    return reply.code(answer.statusCode).headers(own).send(body)
  }
  for (const path of ['/openapi.json', '/docs', '/docs/*']) fastify.get(path, serve)
}
// #endregion
