import { rootOf } from './db/errors.ts'

type Level = 'debug' | 'info' | 'warn' | 'error'
type Fields = Readonly<Record<string, unknown>>

export interface Logger {
  debug: (fields: Fields, message: string) => void
  info: (fields: Fields, message: string) => void
  warn: (fields: Fields, message: string) => void
  error: (fields: Fields, message: string) => void
  /** The same log, with these fields in every line. */
  child: (fields: Fields) => Logger
}

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export type LogLevel = (typeof levels)[number]

interface Options {
  level: LogLevel
  write: (line: string) => void
}

/**
 * JSON lines: every platform collects what is written to the console and can count and sum what stands in it. What is
 * logged is chosen field by field, so that no token or password can slip in.
 */
export function createLogger(options: Options, bound: Fields = {}): Logger {
  const least = levels.indexOf(options.level)

  function at(level: Level): Logger['info'] {
    if (levels.indexOf(level) < least) return () => undefined
    return (fields, message) => {
      const line = { level, time: new Date().toISOString(), ...bound, ...fields, msg: message }
      options.write(JSON.stringify(line, spellOut))
    }
  }

  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => createLogger(options, { ...bound, ...fields }),
  }
}

/** JSON shows nothing of an error by itself. Drizzle's own quotes the parameters of the query: what caused it is shown. */
function spellOut(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const error = rootOf(value)
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  return { name, message, stack, cause }
}
