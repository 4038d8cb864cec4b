import type * as z from 'zod'
import type { Level } from '../levels.ts'
import type { ProblemCode } from '../problem-codes.ts'

/** Who may call an operation: anyone, a user of any role, or an admin. */
export type Access = 'public' | 'user' | 'admin'

/** A header of an answer, as its documentation shows it. */
export type AnswerHeader = 'ETag' | 'Location' | 'Link' | 'Idempotency-Replayed'

export interface Answer {
  description: string
  /** The body's schema; absent where there is no body or none that a schema describes. */
  schema?: z.ZodType
  /** Media types of the body; `application/json` unless said. */
  content?: readonly string[]
  headers?: readonly AnswerHeader[]
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** One operation of the API: all that a router, a document or a check has to know of it. */
export interface Operation {
  method: Method
  /** A path template as in OpenAPI: `/api/v1/orders/{id}`. */
  path: string
  summary: string
  tag: 'Accounts' | 'Catalogue' | 'Orders' | 'Administration' | 'Service'
  auth: Access
  level: Level
  /** The clauses that describe it. */
  clauses: readonly string[]
  query?: z.ZodObject
  headers?: z.ZodObject
  body?: z.ZodType
  answers: Readonly<Record<number, Answer>>
  /** The problems of its own; those that every operation can have follow from the rest (see `problemsOf`). */
  problems: readonly ProblemCode[]
}

/** The prefix of every resource. Source: clause HTTP-1. */
export const apiPrefix = '/api/v1'
