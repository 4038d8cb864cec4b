/** Resolves after this time, or at once when the signal aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const cut = () => resolve()
  const timer = setTimeout(resolve, milliseconds)
  signal?.addEventListener('abort', cut)
  await promise
  clearTimeout(timer)
  signal?.removeEventListener('abort', cut)
}
