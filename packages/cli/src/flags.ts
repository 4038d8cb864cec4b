import { UserError } from './user-error.ts'

/**
 * A port number from the command line.
 * @throws UserError when the text is not a number from 0 to 65535
 */
export function parsePort(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new UserError(`${flag} takes a number from 0 to 65535${text ? `, not "${text}"` : ''}.`)
}

/**
 * A count from the command line.
 * @throws UserError when the text is not a whole number from 1 to 9,999,999
 */
export function parseCount(flag: string, text: string): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0
  if (count > 0) return count
  throw new UserError(`${flag} takes a whole number from 1 to 9999999, not "${text}".`)
}
