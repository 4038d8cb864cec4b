import { DatabaseSetupError } from './errors.ts'

/** Says in one sentence why `databaseUrl` could not be connected to. Passwords are left out. */
export function explainConnectionError(error: unknown, databaseUrl: string): DatabaseSetupError {
  return new DatabaseSetupError(sentence(error, databaseUrl), { cause: error })
}

/** The five-character SQLSTATE of PostgreSQL, or the code of Node for a failed system call. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function sentence(error: unknown, databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) {
    return 'The database URL cannot be read: it looks like postgres://user:password@host:5432/name.'
  }
  const { host, user, database } = describe(databaseUrl)
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `Nothing answers at ${host}: start that PostgreSQL, or unset DATABASE_URL to use a local one.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of the database, ${host}, is not known: check DATABASE_URL.`
    case '28P01':
    case '28000':
      return `PostgreSQL at ${host} refuses the login of "${user}": check user and password in DATABASE_URL.`
    case '3D000':
      return `PostgreSQL at ${host} has no database "${database}": create it, or name another in DATABASE_URL.`
    case '53300':
      return `PostgreSQL at ${host} has no free connection left: close other programs or raise max_connections.`
    default:
      return `The database at ${host} cannot be used: ${reason(error)}.`
  }
}

function describe(databaseUrl: string) {
  const url = new URL(databaseUrl)
  const user = decodeURIComponent(url.username)
  return {
    host: `${url.hostname}:${url.port === '' ? '5432' : url.port}`,
    user,
    database: decodeURIComponent(url.pathname.slice(1)) || user,
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}
