import * as z from 'zod'
import { examplesOf, fillIn, sampleValues } from './examples.ts'
import type { Answer, AnswerHeader, Operation } from './operations/define.ts'
import { type OperationId, operation, problemsOf } from './operations.ts'
import { type ProblemCode, problems } from './problem-codes.ts'
import { problemSchema } from './problems.ts'

/** How a user proves who they are, under the name that the operations refer to. */
export const bearerScheme = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'The `accessToken` of `POST /api/v1/auth/login`.',
} as const

const tags: Record<Operation['tag'], string> = {
  Accounts: 'Registration, login and your own account.',
  Catalogue: 'What the shop sells.',
  Orders: 'Placing orders and following them.',
  Administration: 'Accounts and figures, for admins.',
  Service: 'Health, metrics and documents of the server itself.',
}

/** What the OpenAPI 3.1 document says of the API as a whole. Source: clause OPS-3. */
export function openApiHead(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Backend Rosetta order API',
      version,
      description: 'One order API, implemented in many backend styles and held to one contract.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  }
}

/**
 * What the document says of an operation, as zod-to-openapi and what is built on it take it. Besides the operation
 * itself: its parameters, examples and every problem that it can answer with.
 */
export function openApiRoute(id: OperationId) {
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

interface RequestParts {
  params?: z.ZodObject
  query?: z.ZodObject
  headers?: z.ZodObject
  body?: { required: boolean; content: ReturnType<typeof jsonContent> }
}

interface RouteAnswer {
  description: string
  headers?: z.ZodObject
  content?: Record<string, { schema: z.ZodType | { type: 'string' | 'object' } }>
}

function requestOf(id: OperationId): RequestParts {
  const { path, query, headers, body } = operation(id)
  const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
  return {
    ...(names.length > 0 && {
      params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
    }),
    ...(query && { query }),
    ...(headers && { headers }),
    ...(body && { body: { required: body._zod.optin !== 'optional', content: jsonContent(body, id) } }),
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

function answersOf(id: OperationId): Record<string, RouteAnswer> {
  return Object.fromEntries(
    Object.entries(operation(id).answers).map(([status, answer]) => [status, answerOf(answer)]),
  )
}

function answerOf({ description, schema, content, headers = [] }: Answer): RouteAnswer {
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

function problemAnswersOf(id: OperationId): Record<string, RouteAnswer> {
  const byStatus = Map.groupBy(problemsOf(id), (code): number => problems[code].status)
  for (const status of Object.keys(operation(id).answers)) byStatus.delete(Number(status))
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemAnswer(codes)]))
}

function problemAnswer(codes: ProblemCode[]): RouteAnswer {
  return {
    description: codes.map((code) => `${problems[code].title} (\`${code}\`)`).join(' or '),
    content: { 'application/problem+json': { schema: problemSchema } },
  }
}
