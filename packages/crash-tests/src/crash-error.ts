/** What keeps a run from being made: its message is all that has to be shown. */
export class CrashError extends Error {
  override readonly name = 'CrashError'
}
