import type { Session } from './scope.ts'

/** Requests that are under way at the same time. */
const CLEANERS = 8

/**
 * Undoes what a run made. What cannot be undone is left: the results say already what does not work.
 * @param keep leaves what is on the server
 */
export async function cleanUp(
  { cleanups, endings }: Pick<Session, 'cleanups' | 'endings'>,
  keep = false,
): Promise<void> {
  if (!keep) await doAll(cleanups.splice(0))
  await doAll(endings.splice(0))
}

async function doAll(steps: ReadonlyArray<() => Promise<unknown>>): Promise<void> {
  const queue = steps.values()
  const cleaners = Array.from({ length: CLEANERS }, async () => {
    for (const step of queue) await step().catch(() => undefined)
  })
  await Promise.all(cleaners)
}
