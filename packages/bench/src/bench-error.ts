/** What keeps a benchmark from being run: its message is all that has to be shown. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
}
