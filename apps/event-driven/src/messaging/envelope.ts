import { type Message, type MessageType, messageSchema } from './messages.ts'

/** What a message follows from: a request, an event or another message. */
export interface Cause {
  id: string
  orderId: string
  at: string
  correlationId: string
  traceparent?: string | undefined
}

export interface Content {
  id: string
  type: MessageType
  data: object
  isReminder?: true
}

/** A message that follows from a cause. Throws where it does not fit its schema: nobody is sent what is wrong. */
export function envelope(cause: Cause, content: Content): Message {
  const { id: causationId, orderId, at, correlationId, traceparent } = cause
  const trace = traceparent === undefined ? {} : { traceparent }
  return messageSchema.parse({ ...content, orderId, at, correlationId, causationId, ...trace })
}

/** The answer of a context to a command: the same each time that the command comes. */
export function reply(to: Message, type: MessageType, data: object = {}): Message {
  const at = new Date().toISOString()
  return envelope({ ...to, at }, { id: `${type}:${to.id}`, type, data })
}
