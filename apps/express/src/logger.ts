import { type Logger, pino } from 'pino'

/** Lines are JSON. What is logged is chosen field by field, so that no token or password can slip in. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
