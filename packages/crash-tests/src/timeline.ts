/** One thing that happened in a round. */
export interface Moment {
  /** Milliseconds since the round began. */
  at: number
  /** Who did it: a shopper, the clerk, or the fault. */
  who: string
  what: string
  /** The orders and keys that it was about, so that a breach can show what concerns it. */
  about: readonly string[]
}

/** What was sent, answered and broken in one round, in the order in which it was seen. */
export interface Timeline {
  add(who: string, what: string, about?: readonly string[]): void
  /** What concerns these orders or keys, and all faults. */
  about(subjects: readonly string[]): Moment[]
}

export function startTimeline(): Timeline {
  const begun = performance.now()
  const moments: Moment[] = []
  return {
    add(who, what, about = []) {
      moments.push({ at: Math.round(performance.now() - begun), who, what, about })
    },
    about: (subjects) =>
      moments.filter(({ who, about }) => who === 'fault' || about.some((one) => subjects.includes(one))),
  }
}
