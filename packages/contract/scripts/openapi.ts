import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import * as z from 'zod'
import { examplesOf, fillIn, sampleValues } from '../src/examples.ts'
import type { Answer, AnswerHeader, Operation } from '../src/operations/define.ts'
import { type OperationId, operation, operationIds, problemsOf } from '../src/operations.ts'
import { type ProblemCode, problems } from '../src/problem-codes.ts'
import { problemSchema } from '../src/problems.ts'

/** The OpenAPI 3.1 document of the API, made from the operations, schemas, problems and examples. */
export function buildOpenApi(version: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The `accessToken` of `POST /api/v1/auth/login`.',
  })
  for (const id of operationIds) registry.registerPath(routeOf(id))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Backend Rosetta order API',
      version,
      description: 'One order API, implemented in many backend styles and held to one contract.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  })
}

const tags: Record<Operation['tag'], string> = {
  Accounts: 'Registration, login and your own account.',
  Catalogue: 'What the shop sells.',
  Orders: 'Placing orders and following them.',
  Administration: 'Accounts and figures, for admins.',
  Service: 'Health, metrics and documents of the server itself.',
}

function routeOf(id: OperationId): RouteConfig {
  const { method, path, summary, tag, auth, clauses } = operation(id)
  return {
    operationId: id,
    method: lowerCase(method),
    path,
    summary,
    description: `Clauses ${clauses.join(', ')}.`,
    tags: [tag],
    security: auth === 'public' ? [] : [{ bearer: [] }],
    request: requestOf(id),
    responses: { ...answersOf(id), ...problemAnswersOf(id) },
  }
}

function lowerCase(method: 'GET' | 'POST' | 'PATCH' | 'DELETE') {
  return ({ GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const)[method]
}

function requestOf(id: OperationId): NonNullable<RouteConfig['request']> {
  const { path, query, headers, body } = operation(id)
  const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
  return {
    ...(names.length > 0 && {
      params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
    }),
    ...(query && { query }),
    ...(headers && { headers }),
    ...(body && { body: { required: !body.safeParse(undefined).success, content: jsonContent(body, id) } }),
  }
}

function jsonContent(schema: z.ZodType, id: OperationId) {
  const named = examplesOf(id).flatMap(({ name, summary, body, answer }) => {
    if (body === undefined || answer.status >= 400) return []
    return [[name, { summary, value: fillIn(body, sampleValues) }] as const]
  })
  const examples = named.length > 0 ? { examples: Object.fromEntries(named) } : {}
  return { 'application/json': { schema, ...examples } }
}

function answersOf(id: OperationId): RouteConfig['responses'] {
  return Object.fromEntries(
    Object.entries(operation(id).answers).map(([status, answer]) => [status, answerOf(answer)]),
  )
}

function answerOf({ description, schema, content, headers = [] }: Answer): RouteConfig['responses'][string] {
  const types = content ?? (schema ? ['application/json'] : [])
  return {
    description,
    ...(headers.length > 0 && { headers: headersOf(headers) }),
    ...(types.length > 0 && {
      content: Object.fromEntries(types.map((type) => [type, { schema: contentSchema(type, schema) }])),
    }),
  }
}

function headersOf(names: readonly AnswerHeader[]) {
  return z.object(Object.fromEntries(names.map((name) => [name, answerHeaders[name]])))
}

function contentSchema(type: string, schema: z.ZodType | undefined) {
  if (type === 'application/json') return schema ?? { type: 'object' as const }
  return { type: 'string' as const }
}

const answerHeaders: Record<AnswerHeader, z.ZodType> = {
  ETag: z.string().meta({ description: 'The version of the resource.' }),
  Location: z.string().meta({ description: 'The path of the new resource.' }),
  Link: z.string().optional().meta({ description: 'RFC 8288: first, prev, next and last where they exist.' }),
  'Idempotency-Replayed': z.literal('true').optional().meta({ description: 'On a replay.' }),
}

function problemAnswersOf(id: OperationId): RouteConfig['responses'] {
  const byStatus = Map.groupBy(problemsOf(id), (code): number => problems[code].status)
  for (const status of Object.keys(operation(id).answers)) byStatus.delete(Number(status))
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemAnswer(codes)]))
}

function problemAnswer(codes: ProblemCode[]): RouteConfig['responses'][string] {
  return {
    description: codes.map((code) => `${problems[code].title} (\`${code}\`)`).join(' or '),
    content: { 'application/problem+json': { schema: problemSchema } },
  }
}
