import { type Fault, faultLocations } from '@backend-rosetta/contract/problems'
import { toFaults } from '@backend-rosetta/contract/validation'
import type { Request } from 'express'
import * as z from 'zod'
import { DomainError } from '../problems.ts'

// #region parse-request
/**
 * The parts of a request as `schema`, an object of `query`, `header` and `body`, describes them. Throws one
 * `validation_failed` with the faults of all parts together (HTTP-5, HTTP-12).
 */
export function parseRequest<Schema extends z.ZodObject>(schema: Schema, req: Request): z.output<Schema> {
  const input: Record<string, unknown> = {
    query: req.query,
    header: spelledHeaders(schema, req),
    body: req.body,
  }
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new DomainError({ code: 'validation_failed', faults: faultsOf(parsed.error, input) })
}

function faultsOf({ issues }: z.ZodError, input: Record<string, unknown>): Fault[] {
  return faultLocations.flatMap((location) => {
    const own = issues.filter(({ path }) => path[0] === location)
    return toFaults(own.map(withoutLocation), { in: location, input: input[location] })
  })
}
// #endregion

function withoutLocation(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return { ...issue, path: issue.path.slice(1) }
}

/** Node lower-cases field names; faults show them in the spelling of the contract. */
function spelledHeaders(schema: z.ZodObject, req: Request): Record<string, string | undefined> {
  const header = schema.shape['header']
  const names = header instanceof z.ZodObject ? Object.keys(header.shape) : []
  return Object.fromEntries(names.map((name) => [name, req.get(name)]))
}
