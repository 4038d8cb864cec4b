import { DrizzleQueryError } from 'drizzle-orm'

/** The database cannot be reached, or not in time. It says nothing about the statement. */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError'

  constructor(cause: unknown) {
    super('the database is unavailable', { cause })
  }
}

/**
 * Classes 08 (connection exception), 53 (insufficient resources) and 57 (operator intervention) of the SQLSTATE
 * codes. What the driver throws without a code of PostgreSQL is about the connection: refused, cut, timed out.
 */
export function isUnavailable(error: unknown): boolean {
  const code = sqlState(error)
  return code === undefined || /^(08|53|57)/.test(code)
}

/** Drizzle wraps the driver's error, and its message quotes the parameters: passwords' hashes, tokens, addresses. */
export function rootOf(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error
}

/** SQLSTATE 23505, for the constraint or unique index of this name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const root = rootOf(error)
  return sqlState(root) === '23505' && Reflect.get(Object(root), 'constraint') === constraint
}

function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return undefined
  return String(error.code)
}
