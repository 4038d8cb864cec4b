import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { isProblemCode } from '@backend-rosetta/contract/problem-codes'
import { problemPage } from '@backend-rosetta/contract/problem-page'
import { Router } from 'express'
import helmet from 'helmet'
import swaggerUiFolder from 'swagger-ui-dist/absolute-path.js'
import { otherMethods } from '../http/fallbacks.ts'
import { notFound } from '../problems.ts'
import { docsPage, startScript } from './docs-page.ts'

const contractFolder = dirname(
  createRequire(import.meta.url).resolve('@backend-rosetta/contract/openapi.json'),
)

const swaggerUiFiles = new Set(['swagger-ui.css', 'swagger-ui-bundle.js'])

/** Swagger UI styles its elements in place and has its icons in data: URLs. Nothing comes from another host. */
const contentSecurityPolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
  },
})

export function docsRoutes(): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/openapi.json')
    // #region get-open-api
    .get((_req, res) => res.sendFile('openapi.json', { root: contractFolder }))
    // #endregion
    .all(otherMethods)

  router
    .route('/docs')
    // #region get-docs
    .get(contentSecurityPolicy, (_req, res) => {
      res.type('html').send(docsPage)
    })
    // #endregion
    .all(otherMethods)

  router
    .route('/docs/:file')
    .get((req, res) => {
      const { file } = req.params
      if (file === 'start.js') res.type('js').send(startScript)
      else if (swaggerUiFiles.has(file)) res.sendFile(file, { root: swaggerUiFolder() })
      else throw notFound()
    })
    .all(otherMethods)

  router
    .route('/problems/:code')
    // #region get-problem
    .get((req, res) => {
      const { code } = req.params
      if (!isProblemCode(code)) throw notFound()
      res.type('html').send(problemPage(code))
    })
    // #endregion
    .all(otherMethods)

  return router
}
