/**
 * Statements of a transaction that do not need each other's results: they travel together. The first that fails says
 * why; those behind it only say that the transaction is over.
 */
export async function together(
  statements: ReadonlyArray<Promise<unknown> | false | undefined>,
): Promise<void> {
  for (const outcome of await Promise.allSettled(statements)) {
    if (outcome.status === 'rejected') throw outcome.reason
  }
}
