import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isProblemCode } from '@backend-rosetta/contract/problem-codes'
import { problemPage } from '@backend-rosetta/contract/problem-page'
import swaggerUiFolder from 'swagger-ui-dist/absolute-path.js'
import * as z from 'zod'
import type { Routes } from '../http/validation.ts'
import { notFound } from '../problems.ts'
import { docsPage, startScript } from './docs-page.ts'

const openApiFile = createRequire(import.meta.url).resolve('@backend-rosetta/contract/openapi.json')

/** All that the page needs of Swagger UI: nothing else in its folder is served. */
const swaggerUiFiles = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' }

/** Swagger UI styles its elements in place and has its icons in data: URLs. Nothing comes from another host. */
const helmet = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
}

export const docsRoutes: Routes<object> = async (app) => {
  // #region get-open-api
  app.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(createReadStream(openApiFile)),
  )
  // #endregion

  // #region get-docs
  app.get('/docs', { helmet }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage),
  )

  app.get('/docs/start.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(startScript),
  )

  for (const [file, type] of Object.entries(swaggerUiFiles)) {
    app.get(`/docs/${file}`, async (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('Cache-Control', 'public, max-age=86400')
        .send(createReadStream(join(swaggerUiFolder(), file))),
    )
  }
  // #endregion

  // #region get-problem
  app.get(
    '/problems/:code',
    { schema: { params: z.object({ code: z.string() }) } },
    async ({ params: { code } }, reply) => {
      if (!isProblemCode(code)) throw notFound()
      return reply.type('text/html; charset=utf-8').send(problemPage(code))
    },
  )
  // #endregion
}
