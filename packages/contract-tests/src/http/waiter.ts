/** Waits for what incoming data will bring, with a deadline instead of a sleep. */
export interface Waiter {
  /** Says that something came or ended: whoever waits looks again. */
  notify(): void
  /** What `found` finds now or after a notification; `undefined` at the deadline. May throw what `found` throws. */
  until<T>(found: () => T | undefined, deadline: number): Promise<T | undefined>
}

export function createWaiter(): Waiter {
  let wake = Promise.withResolvers<void>()
  return {
    notify() {
      wake.resolve()
      wake = Promise.withResolvers()
    },
    async until(found, deadline) {
      for (;;) {
        const value = found()
        const left = deadline - performance.now()
        if (value !== undefined || left <= 0) return value
        let timer: NodeJS.Timeout | undefined
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, left)
        })
        await Promise.race([wake.promise, late])
        clearTimeout(timer)
      }
    },
  }
}
