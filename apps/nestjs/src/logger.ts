import { type Logger, pino } from 'pino'

/** Lines are JSON. What is logged is chosen field by field, so that no token or password can slip in. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, standardOutput())
}

/** A full disk costs lines of the log and not the service: some are kept until there is room, the rest is dropped. */
function standardOutput() {
  const output = pino.destination({ dest: 1, sync: true, maxLength: 100_000 })
  output.on('error', () => undefined)
  return output
}
