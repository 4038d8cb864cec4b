import type { Server } from './run/server.ts'

export interface DifferentialOptions {
  /** Two or more; one is held to the model alone. */
  servers: readonly Server[]
  /** How many traces to send. */
  traces: number
  /** The most steps of a trace; what a step needs comes on top. */
  steps: number
  /** The same seed makes the same traces. */
  seed: number
  /** Ends the run after so many that are not alike. */
  differences: number
  /** Ends the run early, with what it has: minutes. */
  minutes: number
  /** Is told what happens, a line at a time. */
  say: (line: string) => void
  /** Ends it at once. */
  signal: AbortSignal
}
