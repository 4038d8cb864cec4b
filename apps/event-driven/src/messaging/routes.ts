import type { MessageType } from './messages.ts'

/** Who handles what. `command.stock.*`: the last part may be anything. */
export const routes = {
  stock: ['command.stock.*'],
  payments: ['command.payment.*'],
  fulfilment: ['event.stock.*', 'event.payment.*', 'command.order.*'],
} as const satisfies Record<string, readonly string[]>

export type ConsumerName = keyof typeof routes

/** The consumers of a message; what nobody here handles is for others to listen to. */
export function consumersOf(type: MessageType): ConsumerName[] {
  const pattern = type.replace(/[^.]+$/, '*')
  return names.filter((name) => routes[name].some((route) => route === pattern))
}

const names = Object.keys(routes).filter(isConsumerName)

function isConsumerName(name: string): name is ConsumerName {
  return Object.hasOwn(routes, name)
}
