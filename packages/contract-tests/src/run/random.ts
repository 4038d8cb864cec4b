/** Random numbers from 0 to 1 that follow from a seed. Source: Tommy Ettinger's mulberry32, public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The items in an order that follows from `random`. Source: Fisher and Yates. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result: T[] = []
  for (const item of items) {
    const place = Math.floor(random() * (result.length + 1))
    const displaced = result[place]
    if (displaced !== undefined) result.push(displaced)
    result[place] = item
  }
  return result
}
