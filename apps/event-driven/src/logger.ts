import { type Logger, pino } from 'pino'

/** Lines are JSON. What is logged is chosen field by field, so that no token or password can slip in. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorFields },
    },
    standardOutput(),
  )
}

/** A full disk costs lines of the log and not the service: some are kept until there is room, the rest is dropped. */
function standardOutput() {
  const output = pino.destination({ dest: 1, sync: true, maxLength: 100_000 })
  output.on('error', () => undefined)
  return output
}

interface ErrorFields {
  type: string
  message: string
  code?: unknown
  stack?: string | undefined
  cause?: ErrorFields
}

/** Not all that an error carries: PostgreSQL's show the row that was refused. */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name: type, message, stack, cause } = error
  return {
    type,
    message,
    ...('code' in error && { code: error.code }),
    stack,
    ...(cause !== undefined && { cause: errorFields(cause) }),
  }
}
