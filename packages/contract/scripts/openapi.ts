import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import { bearerScheme, openApiHead, openApiRoute } from '../src/openapi.ts'
import { operationIds } from '../src/operations.ts'

/** The OpenAPI 3.1 document of the API, made from the operations, schemas, problems and examples. */
export function buildOpenApi(version: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'bearer', bearerScheme)
  for (const id of operationIds) registry.registerPath(openApiRoute(id))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument(openApiHead(version))
}
