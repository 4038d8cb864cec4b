/**
 * Does for many at once what comes one by one: the first goes at once, and what comes while it is under way goes
 * together after it. Each is told when its part is done.
 */
export function gather<Item>(send: (items: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = []
  let next: Promise<void> | undefined
  let current: Promise<void> = Promise.resolve()

  async function sendNext(): Promise<void> {
    await current.catch(ignore)
    const items = waiting
    waiting = []
    next = undefined
    current = send(items)
    await current
  }

  return (item) => {
    waiting.push(item)
    next ??= sendNext()
    return next
  }
}

function ignore(): void {
  // Who waits for it is told.
}
