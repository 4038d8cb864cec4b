import type { Operation } from '@backend-rosetta/contract/operations/define'
import type { ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import type { problemSchema } from '@backend-rosetta/contract/problems'
import type { Env, MiddlewareHandler } from 'hono'
import type * as z from 'zod'
import type { AdminEnv, AppEnv, UserEnv } from '../context.ts'

/** What `c.var` holds where an operation is open to anyone, to users, to admins. */
export type EnvOf = { public: AppEnv; user: UserEnv; admin: AdminEnv }

/** What makes sure of it: something where not everyone may. */
export type AccessTo<O extends Operation, E extends Env> = O['auth'] extends 'public'
  ? [middleware?: MiddlewareHandler<E>]
  : [access: MiddlewareHandler<E>]

/** The route of one operation, in the types that the handlers, the answers and the RPC client are held to. */
export type RouteOf<O extends Operation, E extends Env> = {
  operationId: string
  method: Methods[O['method']]
  path: O['path']
  request: RequestOf<O>
  responses: AnswersOf<O> & ProblemsOf<O>
  middleware: MiddlewareHandler<E>
}

type Methods = { GET: 'get'; POST: 'post'; PATCH: 'patch'; DELETE: 'delete' }

type RequestOf<O extends Operation> = PathOf<O['path']> & QueryOf<O> & HeadersOf<O> & BodyOf<O>

type PathOf<Path extends string> = Path extends `${string}{${infer Name}}${string}`
  ? { params: z.ZodObject<Record<Name, z.ZodString>> }
  : object

type QueryOf<O extends Operation> = O extends { query: infer Query } ? { query: Query } : object

type HeadersOf<O extends Operation> = O extends { headers: infer Headers } ? { headers: Headers } : object

type BodyOf<O extends Operation> = O extends { body: infer Body }
  ? { body: { required: boolean; content: Json<Body> } }
  : object

type Json<Schema> = {
  'application/json': { schema: Schema }
}

type AnswersOf<O extends Operation> = {
  [Status in keyof O['answers']]: O['answers'][Status] extends {
    content: readonly (infer Type extends string)[]
  }
    ? { description: string; content: Record<Type, { schema: SchemaOf<O['answers'][Status]> }> }
    : O['answers'][Status] extends { schema: infer Schema }
      ? { description: string; content: Json<Schema> }
      : { description: string }
}

type SchemaOf<Answer> = Answer extends { schema: infer Schema } ? Schema : z.ZodUnknown

type ProblemsOf<O extends Operation> = {
  [Status in Exclude<(typeof problems)[CodeOf<O>]['status'], keyof O['answers']>]: {
    description: string
    content: { 'application/problem+json': { schema: typeof problemSchema } }
  }
}

/** As `problemsOf` of the contract has it. */
type CodeOf<O extends Operation> =
  | O['problems'][number]
  | (O['auth'] extends 'public' ? never : 'unauthenticated' | 'invalid_token')
  | (O['auth'] extends 'admin' ? 'forbidden' : never)
  | (O extends { body: unknown } ? 'malformed_json' | 'payload_too_large' | 'unsupported_media_type' : never)
  | (O extends { body: unknown } | { query: unknown } | { headers: unknown } ? 'validation_failed' : never)
  | Extract<
      ProblemCode,
      'bad_request' | 'request_timeout' | 'headers_too_large' | 'internal_error' | 'unavailable'
    >
