import { DatabaseError } from 'pg'

/** The database cannot be reached, or not in time. It says nothing about the statement. */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError'

  constructor(cause: unknown) {
    super('the database is unavailable', { cause })
  }
}

/**
 * Classes 08 (connection exception), 53 (insufficient resources) and 57 (operator intervention) of the SQLSTATE
 * codes, and 25P03 (idle in a transaction for too long). What the driver throws without a code is about the connection:
 * refused, cut, timed out.
 */
export function isUnavailable(error: unknown): boolean {
  return !(error instanceof DatabaseError) || /^(08|53|57|25P03)/.test(error.code ?? '')
}

/** SQLSTATE 55P03: a lock was not to be had within `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '55P03'
}

/** SQLSTATE 23505, for the constraint or unique index of this name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseError && error.code === '23505' && error.constraint === constraint
}
