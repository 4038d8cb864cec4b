/** What a loop that has nothing to do waits for. A ring while it is at work is not lost: the next wait is over at once. */
export interface Alarm {
  ring: () => void
  /** Resolves when it rings, or after so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
}

export function createAlarm(): Alarm {
  let bell = Promise.withResolvers<void>()
  return {
    ring: () => bell.resolve(),
    async wait(milliseconds) {
      const timer = setTimeout(() => bell.resolve(), milliseconds)
      await bell.promise
      clearTimeout(timer)
      bell = Promise.withResolvers()
    },
  }
}
