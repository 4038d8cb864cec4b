import { graceAfter } from '../grace.ts'

/** Waits for what incoming data will bring, with a deadline instead of a sleep. */
export interface Waiter {
  /** Says that something came or ended: whoever waits looks again. */
  notify(): void
  /**
   * What `found` finds now or after a notification; `undefined` when that takes longer than these milliseconds. What
   * comes in a while after them is `late`. May throw what `found` throws.
   */
  until<T>(found: () => T | undefined, within: number): Promise<Found<T> | undefined>
}

export interface Found<T> {
  value: T
  /** How long it took, in milliseconds, where that was too long. */
  late?: number
}

export function createWaiter(): Waiter {
  let wake = Promise.withResolvers<void>()
  return {
    notify() {
      wake.resolve()
      wake = Promise.withResolvers()
    },
    async until(found, within) {
      const started = performance.now()
      let took = 0
      for (;;) {
        const value = found()
        if (value !== undefined) return { value, ...(took > within && { late: took }) }
        const left = within + graceAfter(within) - took
        if (left <= 0) return undefined
        let timer: NodeJS.Timeout | undefined
        const pause = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, left)
        })
        await Promise.race([wake.promise, pause])
        clearTimeout(timer)
        took = performance.now() - started
      }
    },
  }
}
