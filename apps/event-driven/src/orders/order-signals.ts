import type { Notifications } from '../messaging/notifications.ts'

/** Wakes the event streams of an order when it may have new events, whichever process made them. */
export interface OrderSignals {
  /** Returns what ends the subscription. */
  subscribe: (orderId: string, wake: () => void) => () => void
}

/** A notification carries no event, so that losing one loses nothing: after every reconnect all streams look again. */
export function createOrderSignals(notifications: Pick<Notifications, 'on'>): OrderSignals {
  const subscribers = new Map<string, Set<() => void>>()
  notifications.on('order_events', (orderId) => {
    const woken = orderId === undefined ? [...subscribers.values()] : [subscribers.get(orderId) ?? []]
    for (const streams of woken) for (const wake of streams) wake()
  })
  return {
    subscribe(orderId, wake) {
      const streams = subscribers.get(orderId) ?? new Set()
      subscribers.set(orderId, streams.add(wake))
      return () => {
        streams.delete(wake)
        if (streams.size === 0 && subscribers.get(orderId) === streams) subscribers.delete(orderId)
      }
    },
  }
}
