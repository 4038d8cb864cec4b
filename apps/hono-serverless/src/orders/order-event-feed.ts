import { pause } from '../pause.ts'

/** What wakes the event streams of an instance. */
export interface OrderEventFeed {
  /** Yields at once, and whenever the order may have new events, until the signal aborts or the feed ends it. */
  changes: (orderId: string, signal: AbortSignal) => AsyncIterable<void>
}

interface Options {
  everyMilliseconds: number
  /** A stream ends by itself before the platform cuts it off; its client comes back with Last-Event-ID. */
  endAfterMilliseconds: number
}

// #region list-order-events
/** For instances without a connection that could LISTEN: they serve one request, or reach PostgreSQL through a pooler. */
export function createPollingFeed({ everyMilliseconds, endAfterMilliseconds }: Options): OrderEventFeed {
  return {
    async *changes(_orderId, signal) {
      const over = AbortSignal.any([signal, AbortSignal.timeout(endAfterMilliseconds)])
      while (!over.aborted) {
        yield
        await pause(everyMilliseconds, over)
      }
    },
  }
}
// #endregion
