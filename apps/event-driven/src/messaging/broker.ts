/** A message as the broker sees it: its id, where it goes, and what is in it. */
export interface Parcel {
  id: string
  /** `command.stock.reserve`: what consumers select by. */
  type: string
  body: unknown
}

/** A message at a consumer. Until one of both is called, it is this consumer's alone. */
export interface Delivery extends Parcel {
  /** 1, 2, 3… */
  attempt: number
  /** Done: it is never delivered to this consumer again. */
  ack: () => Promise<void>
  /** Not done: it is delivered again, no sooner than after so many milliseconds. */
  retry: (afterMs: number) => Promise<void>
}

export interface Subscription {
  /** Each consumer gets each message; processes with the same consumer share them. */
  consumer: string
  /** `command.stock.*`: the last part may be anything. */
  patterns: readonly string[]
  /** How many deliveries may be under way at once. */
  concurrency: number
  /** A delivery that is neither done nor given back by then is made again: its process has died. */
  ackWaitMs: number
  deliver: (delivery: Delivery) => Promise<void>
}

/**
 * What this app needs of a broker: messages are kept until each consumer has acknowledged them, and may come twice
 * and in any order.
 */
export interface Broker {
  /** Resolves when all are kept. What was published before under the same id is not kept twice. */
  publish: (parcels: readonly Parcel[]) => Promise<void>
  /** From here on messages are kept for this consumer: so this comes before they are published. */
  subscribe: (subscription: Subscription) => Promise<void>
  /**
   * How many messages wait for this consumer, without those that are under way or to be delivered later; of a thousand
   * and more, at least a thousand.
   */
  waiting: (consumer: string) => Promise<number>
  /** Resolves when what is under way is done. */
  stop: () => Promise<void>
}
