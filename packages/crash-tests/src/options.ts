import type { FaultName } from './faults/faults.ts'
import type { CrashApp } from './stage/stage.ts'

export interface CrashOptions {
  apps: readonly CrashApp[]
  faults: readonly FaultName[]
  /** How often each app is killed. */
  kills: number
  /** How often every other fault comes. */
  rounds: number
  /** How long the overload lasts; 0 leaves it out. */
  overloadSeconds: number
  seed: number
  /** When it is over, whatever is left to do. */
  minutes: number
  say: (text: string) => void
  /** Ends all of it. */
  signal: AbortSignal
}
