import { createRequire } from 'node:module'
import type { INestApplication } from '@nestjs/common'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'

type Paths = OpenAPIObject['paths']
type Operation = NonNullable<Paths[string]['get']>

const methods = ['get', 'post', 'patch', 'delete'] as const

/** What the controllers say of themselves: their routes, and the schemas of what they take. */
export function describeCode(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').build()
  const operationIdFactory = (_controller: string, handler: string) => handler
  return SwaggerModule.createDocument(app, config, { operationIdFactory, autoTagControllers: false })
}

// #region get-open-api
/** The routes of the code in the words of the contract, which also knows the answers and what they mean. */
export function createDocument(app: INestApplication): OpenAPIObject {
  const contract: OpenAPIObject = createRequire(import.meta.url)('@backend-rosetta/contract/openapi.json')
  const words = new Map(operationsOf(contract.paths).map((operation) => [operation.operationId, operation]))
  const { paths } = describeCode(app)
  for (const operation of operationsOf(paths)) {
    Object.assign(operation, { parameters: undefined }, words.get(operation.operationId))
  }
  // What SwaggerModule serves by itself is no controller's.
  for (const path of ['/docs', '/openapi.json']) Object.assign(paths, { [path]: contract.paths[path] })
  return { ...contract, paths }
}
// #endregion

export function operationsOf(paths: Paths): Operation[] {
  return Object.values(paths).flatMap((path) => methods.flatMap((method) => path[method] ?? []))
}
