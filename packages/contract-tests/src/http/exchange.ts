import type { OperationId, operations } from '@backend-rosetta/contract/operations'
import type * as z from 'zod'

/** What went over the wire, kept to be shown when a check fails. */
export interface Exchange {
  request: {
    method: string
    url: string
    headers: Readonly<Record<string, string | string[]>>
    body?: string
    /** The email of the account that it was sent with. */
    as?: string
  }
  response?: { status: number; headers: ReadonlyArray<readonly [string, string]>; body: string }
  /** Why there is no answer: refused, reset, timed out. */
  failure?: string
  milliseconds: number
}

/** A general clause that an answer breaks, whatever the check was about. */
export interface Breach {
  clause: string
  message: string
  /** The body is not what its type says, so that nothing can be read from it. */
  body?: true
}

/** The answer to a request, read completely. */
export interface Answer<Id extends OperationId | undefined = OperationId | undefined> {
  /** The operation that was called, or that method and path stand for. */
  readonly operation: Id
  readonly status: number
  /** By lower-case name; several fields of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Parsed where the media type is JSON, otherwise the text. */
  readonly body: unknown
  readonly milliseconds: number
  readonly exchange: Exchange
  /** They fail the check at its end, unless it fails before. */
  readonly breaches: readonly Breach[]
}

type Answers<Id extends OperationId> = (typeof operations)[Id]['answers']

/** The statuses that an operation answers with when nothing is wrong. */
export type StatusOf<Id extends OperationId> = keyof Answers<Id> & number

/** The type of the body of an operation's answer. */
export type BodyOf<Id extends OperationId, Status extends StatusOf<Id>> = Answers<Id>[Status] extends {
  schema: infer Schema extends z.ZodType
}
  ? z.output<Schema>
  : unknown
