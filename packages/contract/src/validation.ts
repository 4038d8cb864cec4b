import type * as z from 'zod'
import { type Fault, type FaultCode, type FaultLocation, faultCodes } from './problems.ts'

interface Place {
  in: FaultLocation
  /** The value that was parsed: it tells an absent property from one of a wrong type. */
  input: unknown
}

type Issue = z.core.$ZodIssue

/**
 * The faults of a value that a schema refused: the issues of zod in the words of the contract, one per fault.
 * Source: clause HTTP-5.
 */
export function toFaults(issues: readonly Issue[], place: Place): Fault[] {
  const faults = issues.flatMap((issue) => faultsOf(issue, place))
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()]
}

/** A JSON Pointer from its parts. Source: RFC 6901. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function faultsOf(issue: Issue, place: Place): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      in: place.in,
      pointer: jsonPointer([...issue.path, key]),
      code: 'unknown_property' as const,
      message: 'is not a property of this request',
    }))
  }
  const value = valueAt(place.input, issue.path)
  const code = faultCode(issue, value, place.in)
  return [{ in: place.in, pointer: jsonPointer(issue.path), code, message: messageOf(code, issue) }]
}

function faultCode(issue: Issue, value: unknown, location: FaultLocation): FaultCode {
  if (value === undefined) return 'required'
  if (location === 'query' && Array.isArray(value)) return 'duplicate'
  switch (issue.code) {
    case 'too_small':
      return isSized(issue.origin) ? 'too_short' : 'too_small'
    case 'too_big':
      return isSized(issue.origin) ? 'too_long' : 'too_big'
    case 'invalid_type':
    case 'invalid_format':
      return issue.code
    case 'invalid_value':
      // Every closed set of the contract is one of texts.
      return typeof value === 'string' ? 'invalid_value' : 'invalid_type'
    case 'custom':
      return customCode(issue.params?.['code'])
    default:
      return 'invalid_value'
  }
}

function messageOf(code: FaultCode, issue: Issue): string {
  if (code === 'required') return 'is required'
  if (code === 'duplicate' && issue.code !== 'custom') return 'must be given once'
  return issue.message
}

function isSized(origin: string): boolean {
  return origin === 'string' || origin === 'array'
}

function customCode(code: unknown): FaultCode {
  return faultCodes.find((known) => known === code) ?? 'invalid_value'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}
