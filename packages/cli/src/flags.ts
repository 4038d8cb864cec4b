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
