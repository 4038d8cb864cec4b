import { isProblemCode } from '@backend-rosetta/contract/problem-codes'
import { problemPage } from '@backend-rosetta/contract/problem-page'
import { secureHeaders } from 'hono/secure-headers'
import type { Deps } from '../deps.ts'
import { contractRoute } from '../http/contract-route.ts'
import { router } from '../http/router.ts'
import { notFound } from '../problems.ts'
import { docsPage, startScript } from './docs-page.ts'

/** Swagger UI styles its elements in place and has its icons in data: URLs. Nothing comes from another host. */
const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
  },
})

const swaggerUiFiles = new Set(['swagger-ui.css', 'swagger-ui-bundle.js'])

interface Docs extends Pick<Deps, 'asset'> {
  /** The OpenAPI document of the whole app. */
  openApi: () => object
}

export function docsRoutes({ asset, openApi }: Docs) {
  const routes = router()
    // #region get-open-api
    .openapi(contractRoute('getOpenApi'), (c) => c.json(openApi(), 200))
    // #endregion

    // #region get-docs
    .openapi(contractRoute('getDocs', pageHeaders), (c) => c.html(docsPage))
    // #endregion

    // #region get-problem
    .openapi(contractRoute('getProblem'), (c) => {
      const { code } = c.req.valid('param')
      if (!isProblemCode(code)) throw notFound()
      return c.html(problemPage(code))
    })
  // #endregion

  routes.get('/docs/:file', async (c) => {
    const file = c.req.param('file')
    if (file === 'start.js') return c.body(startScript, 200, { 'Content-Type': 'text/javascript' })
    const found = swaggerUiFiles.has(file) ? await asset(file) : undefined
    if (!found) throw notFound()
    return c.body(found.body ?? '', 200, { 'Content-Type': found.headers.get('Content-Type') ?? '' })
  })
  return routes
}
