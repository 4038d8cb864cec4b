import { type Cause, envelope } from '../messaging/envelope.ts'
import type { MessageOf } from '../messaging/messages.ts'
import type { Outgoing } from '../messaging/outbox.ts'
import { outstanding, react, type Task } from './fulfilment.ts'
import { happeningOf } from './history.ts'
import type { OrderState } from './order.ts'
import type { Recorded } from './order-events.ts'

type Written = Recorded & { id: string }

interface Saved {
  before: OrderState | undefined
  after: OrderState
  written: readonly Written[]
}

/** So long after an order was last heard of, somebody looks after it. It doubles each time. */
const patienceMs = 30_000
const maxPatienceMs = 300_000

// #region send-messages
/** What the world is told of a change, and what is asked of others because of it. */
export function messagesOf({ before, after, written }: Saved): Outgoing[] {
  const causes = written.map(causeOf)
  const last = causes.at(-1)
  if (!last) return []
  const facts = written.flatMap((event, index) => factOf(event, causes[index] ?? last))
  const tasks = react(before, after)
  const wasIdle = !before || outstanding(before).length === 0
  return [
    ...facts,
    ...tasks.map((task) => assign(task, last, `${after.version}`)),
    ...(wasIdle && tasks.length > 0 ? [timer(last, after, 1)] : []),
  ]
}

/**
 * All that is outstanding, asked for once more: should a message have been lost, this makes good for it. Where many wait
 * nothing is asked: it is late and not lost, and to ask again would make it later.
 */
export function remind(
  state: OrderState,
  check: MessageOf<'command.order.check'>,
  isCrowded: boolean,
): Outgoing[] {
  const tasks = outstanding(state)
  if (tasks.length === 0) return []
  const { number } = check.data
  const round = `${state.version}.${number}`
  const asked = isCrowded ? [] : tasks.map((task) => assign({ ...task, isReminder: true }, check, round))
  return [...asked, timer(check, state, number + 1)]
}
// #endregion

function factOf(event: Written, cause: Cause): Outgoing[] {
  const happening = happeningOf(event)
  if (!happening || !isOfOrder(happening)) return []
  const { type, data } = happening
  return [{ message: envelope(cause, { id: event.id, type: `event.${type}`, data }) }]
}

/** What happens to a payment is told by those who see to it. */
function isOfOrder<Type extends string>(event: { type: Type }): event is { type: Type & `order.${string}` } {
  return event.type.startsWith('order.')
}

function assign(task: Task & { isReminder?: true }, cause: Cause, round: string): Outgoing {
  return { message: envelope(cause, { ...task, id: `${task.type}:${cause.orderId}:${round}` }) }
}

function timer(cause: Cause, { version }: OrderState, number: number): Outgoing {
  const type = 'command.order.check'
  const id = `${type}:${cause.orderId}:${version}.${number}`
  const afterMs = Math.min(maxPatienceMs, patienceMs * 2 ** (number - 1))
  return { message: envelope(cause, { id, type, data: { number } }), afterMs }
}

function causeOf({ id, orderId, at, metadata }: Written): Cause {
  const { correlationId, traceparent } = metadata
  return { id, orderId, at: at.toISOString(), correlationId, traceparent }
}
