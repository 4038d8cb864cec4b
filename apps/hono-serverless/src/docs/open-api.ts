import { bearerScheme, openApiHead } from '@backend-rosetta/contract/openapi'
import contract from '@backend-rosetta/contract/package.json' with { type: 'json' }
import type { router } from '../http/router.ts'

// #region get-open-api
/** The OpenAPI document of all that is routed, made when the first one asks for it. */
export function openApiOf(app: ReturnType<typeof router>): () => object {
  let document: object | undefined
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', bearerScheme)
  return () => {
    document ??= app.getOpenAPI31Document(openApiHead(contract.version))
    return document
  }
}
// #endregion
