import { DatabaseError } from 'pg'
import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm'

/** The database cannot be reached, or not in time. It says nothing about the statement. */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError'

  constructor(cause: unknown) {
    super('the database is unavailable', { cause })
  }
}

/**
 * Classes 08 (connection exception), 53 (insufficient resources) and 57 (operator intervention) of the SQLSTATE
 * codes. What the driver throws without a code is about the connection: refused, cut, timed out.
 */
export function saysUnavailable(error: unknown): boolean {
  return !(error instanceof DatabaseError) || /^(08|53|57)/.test(error.code ?? '')
}

/** Whether this is, or was wrapped by TypeORM around, a `DatabaseUnavailableError`, or what became of it. */
export function isUnavailable(error: unknown): boolean {
  return driverErrorOf(error) instanceof DatabaseUnavailableError || isLeftWithoutConnection(error)
}

/** TypeORM takes the connection away from a transaction as soon as it hears that it broke. */
function isLeftWithoutConnection(error: unknown): boolean {
  return (
    error instanceof QueryRunnerAlreadyReleasedError ||
    error instanceof QueryRunnerProviderAlreadyReleasedError
  )
}

/** SQLSTATE 23505, for the constraint or unique index of this name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const cause = driverErrorOf(error)
  return cause instanceof DatabaseError && cause.code === '23505' && cause.constraint === constraint
}

/** TypeORM throws a `QueryFailedError` around what the driver threw. */
function driverErrorOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error
}
