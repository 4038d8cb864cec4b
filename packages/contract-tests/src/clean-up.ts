import type { Session } from './scope.ts'

/** Requests that are under way at the same time. */
const CLEANERS = 8

/** Undoes what a run made. What cannot be undone is left: the results say already what does not work. */
export async function cleanUp({ cleanups }: Pick<Session, 'cleanups'>): Promise<void> {
  const queue = cleanups.splice(0).values()
  const cleaners = Array.from({ length: CLEANERS }, async () => {
    for (const clean of queue) await clean().catch(() => undefined)
  })
  await Promise.all(cleaners)
}
