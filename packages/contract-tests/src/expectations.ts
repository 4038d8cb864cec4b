import type { OperationId } from '@backend-rosetta/contract/operations'
import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { type Fault, type Problem, problemSchema } from '@backend-rosetta/contract/problems'
import { differences, show, showDifferences } from './difference.ts'
import { Failure } from './failures.ts'
import { ifBusy, late } from './grace.ts'
import type { Answer, BodyOf, StatusOf } from './http/exchange.ts'

/** Statements about one value. `what` says what has to hold and heads the message when it does not. */
export interface Expectation<T> {
  /** Deeply equal; absent and `undefined` properties are the same. */
  equals(expected: T, what: string): void
  /** Has at least these properties with these values, deeply; arrays have to be equal. */
  includes(expected: Partial<T>, what: string): void
  satisfies(predicate: (value: T) => boolean, what: string): void
  matches(pattern: RegExp, what: string): void
  /** Both ends count. */
  isBetween(least: number, most: number, what: string): void
}

export interface Expectations {
  expect<T>(value: T): Expectation<T>
  /** Fails unless the operation answered with `status` and a body of the contract's schema; returns the body. */
  status<Id extends OperationId, Status extends StatusOf<Id>>(
    answer: Answer<Id>,
    status: Status,
  ): BodyOf<Id, Status>
  status(answer: Answer, status: number): unknown
  /** Fails unless the answer is this problem, with its status; returns it. */
  problem(answer: Answer, code: ProblemCode): Problem
  /** Fails unless the answer is `validation_failed` with such a fault among its faults; returns it. */
  fault(answer: Answer, expected: FaultPattern): Fault
  /** Fails unless the answer is `validation_failed` with exactly these faults, in any order. */
  faults(answer: Answer, expected: readonly FaultPattern[]): void
  /** Fails unless the answer came within these milliseconds. */
  inTime(answer: Answer, within: number, what: string): void
  /** Fails unless the header is there and equals or matches what is expected; returns its value. */
  header(answer: Answer, name: string, expected?: string | RegExp): string
  /** Fails unless the answer has no such header. */
  noHeader(answer: Answer, name: string): void
  /** Fails in any case: for what the other expectations cannot say. */
  fail(message: string, details?: { expected?: string; received?: string }): never
}

export type FaultPattern = Pick<Fault, 'pointer' | 'code'> & Partial<Pick<Fault, 'in'>>

export const expectations: Expectations = {
  expect,
  status,
  problem,
  fault,
  faults,
  inTime({ milliseconds, exchange }, within, what) {
    if (milliseconds > within) throw late(what, within, milliseconds, { exchange })
  },
  header,
  noHeader(answer, name) {
    const received = answer.headers[name.toLowerCase()]
    if (received === undefined) return
    throw new Failure(`the answer has a header ${name}`, {
      expected: 'none',
      received,
      exchange: answer.exchange,
    })
  },
  fail(message, details) {
    throw new Failure(message, details)
  },
}

function expect<T>(value: T): Expectation<T> {
  return {
    equals(expected, what) {
      const found = differences(expected, value)
      if (found.length > 0) throw new Failure(what, showDifferences(found))
    },
    includes(expected, what) {
      const found = differences(expected, picked(value, expected))
      if (found.length > 0) throw new Failure(what, showDifferences(found))
    },
    satisfies(predicate, what) {
      if (!predicate(value)) throw new Failure(what, { received: show(value) })
    },
    matches(pattern, what) {
      if (typeof value === 'string' && pattern.test(value)) return
      throw new Failure(what, { expected: `a text that matches ${pattern}`, received: show(value) })
    },
    isBetween(least, most, what) {
      if (typeof value === 'number' && value >= least && value <= most) return
      throw new Failure(what, { expected: `${least} to ${most}`, received: show(value) })
    },
  }
}

function status<Id extends OperationId, Status extends StatusOf<Id>>(
  answer: Answer<Id>,
  status: Status,
): BodyOf<Id, Status>
function status(answer: Answer, status: number): unknown
function status(answer: Answer, status: number): unknown {
  if (answer.status !== status) {
    throw new Failure(`${nameOf(answer)} answers ${status}`, {
      expected: String(status),
      received: received(answer),
      exchange: answer.exchange,
      ...ifBusy(answer),
    })
  }
  failOnBody(answer)
  return answer.body
}

function problem(answer: Answer, code: ProblemCode): Problem {
  const parsed = problemSchema.safeParse(answer.body)
  if (answer.status !== problems[code].status || parsed.data?.code !== code) {
    throw new Failure(`${nameOf(answer)} answers ${problems[code].status} ${code}`, {
      expected: `${problems[code].status} ${code}`,
      received: received(answer),
      exchange: answer.exchange,
      ...ifBusy(answer),
    })
  }
  failOnBody(answer)
  return parsed.data
}

function fault(answer: Answer, expected: FaultPattern): Fault {
  const { errors = [] } = problem(answer, 'validation_failed')
  const found = errors.find((error) => fits(error, expected))
  if (found) return found
  throw new Failure(`the fault ${label(expected)} is reported`, {
    expected: label(expected),
    received: errors.map(label).join('\n'),
    exchange: answer.exchange,
  })
}

function faults(answer: Answer, expected: readonly FaultPattern[]): void {
  const { errors = [] } = problem(answer, 'validation_failed')
  const missing = expected.some((one) => !errors.some((error) => fits(error, one)))
  const surplus = errors.some((error) => !expected.some((one) => fits(error, one)))
  if (!missing && !surplus) return
  throw new Failure('exactly the faults of the request are reported', {
    expected: expected.map(label).join('\n'),
    received: errors.map(label).join('\n'),
    exchange: answer.exchange,
  })
}

function header(answer: Answer, name: string, expected?: string | RegExp): string {
  const value = answer.headers[name.toLowerCase()]
  const fine = typeof expected === 'string' ? value === expected : expected?.test(value ?? '') !== false
  if (value !== undefined && fine) return value
  throw new Failure(`the answer has the header ${name}${expected === undefined ? '' : `: ${expected}`}`, {
    expected: expected === undefined ? 'any value' : String(expected),
    received: value ?? 'no such header',
    exchange: answer.exchange,
  })
}

/** Nothing can be concluded from a body that is not what its type says. */
function failOnBody({ breaches, exchange }: Answer): void {
  const [first] = breaches.filter(({ body }) => body)
  if (first) throw new Failure(first.message, { clause: first.clause, exchange })
}

function nameOf({ operation, exchange }: Answer): string {
  return operation ?? `${exchange.request.method} ${new URL(exchange.request.url).pathname}`
}

function received({ status, body }: Answer): string {
  const code = typeof body === 'object' && body && 'code' in body ? ` ${body.code}` : ''
  return `${status}${code}`
}

function fits(error: Fault, expected: FaultPattern): boolean {
  return (
    error.pointer === expected.pointer &&
    error.code === expected.code &&
    (expected.in === undefined || error.in === expected.in)
  )
}

function label({ in: place, pointer, code }: FaultPattern): string {
  return `${place ?? 'anywhere'} ${pointer || '(whole)'} ${code}`
}

/** The properties of `value` that `pattern` has, deeply. */
function picked(value: unknown, pattern: unknown): unknown {
  if (!isRecord(value) || !isRecord(pattern)) return value
  return Object.fromEntries(Object.keys(pattern).map((key) => [key, picked(value[key], pattern[key])]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
