import type { Context } from './context.ts'
import type { Actor } from './fixtures/actors.ts'
import type { Client } from './http/client.ts'
import type { Recorder } from './recorder.ts'
import type { Target } from './target.ts'

/** What all the checks of one run share. */
export interface Session {
  readonly target: Target
  /** Eight lower-case letters and digits that no other run has. */
  readonly run: string
  readonly admin: Actor
  nextBaseUrl(): string
  /** A text that nothing else on the server holds: `prefix`, the run and a number. */
  unique(prefix: string): string
  /** Whether a server of the selected level has to keep this clause. */
  holds(clause: string): boolean
  /** The customers that checks share, by their place. */
  readonly pool: Map<number, Promise<Actor>>
  /** Where the next check begins to take customers, so that the checks spread over them. */
  nextStart(): number
  /** The context whose fixtures live as long as the run. */
  readonly ofRun: Context
  /** The admin without any deadline, to clean up also after an interrupted run. */
  readonly cleaner: Client
  /** What to undo on the server when the run is over. */
  readonly cleanups: Array<() => Promise<unknown>>
  /** What ends with the run in any case, after that: servers, streams. */
  readonly endings: Array<() => Promise<unknown>>
  readonly signal: AbortSignal
  /** A session of its own on another instance. */
  on(baseUrl: string): Promise<Session>
}

/** What belongs to one check. */
export interface Scope {
  session: Session
  recorder: Recorder
  signal: AbortSignal
  /** Registers what has to be undone when the check is over, whether it passed or not. */
  atEnd(undo: () => unknown): void
}
