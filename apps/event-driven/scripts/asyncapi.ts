import * as z from 'zod'
import { commandSchema, eventSchema, type MessageType } from '../src/messaging/messages.ts'
import { type ConsumerName, consumersOf } from '../src/messaging/routes.ts'
import { messageTexts } from './message-texts.ts'

const options = [...commandSchema.options, ...eventSchema.options]

/** The messages of this app as an AsyncAPI 3.0 document, made from the schemas that they are parsed with. */
export function buildAsyncApi(version: string) {
  const messages = options.map((schema) => ({ schema, type: schema.shape.type.value }))
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Order API: messages',
      version,
      description:
        'What the contexts of the event-driven order API tell and ask each other. Messages are delivered at least once, in any order; the same message has the same id. With NATS, the subject is the address behind the name of the stream, which is the name of the database.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: {
      nats: { host: 'localhost:4222', protocol: 'nats', description: 'NATS JetStream, named by NATS_URL.' },
      postgresql: {
        host: 'localhost:5432',
        protocol: 'postgres',
        description: 'Without NATS_URL: tables of the app’s own database.',
      },
    },
    channels: Object.fromEntries(messages.map(({ type }) => [type, channelOf(type)])),
    operations: Object.fromEntries(messages.flatMap(({ type }) => operationsOf(type))),
    components: {
      messages: Object.fromEntries(messages.map(({ type, schema }) => [type, messageOf(type, schema)])),
    },
  }
}

function channelOf(type: MessageType) {
  const message = { [type]: { $ref: `#/components/messages/${type}` } }
  return { address: type, messages: message }
}

/** It is sent by the app itself, and received by whichever of its consumers has a route to it. */
function operationsOf(type: MessageType) {
  const channel = { $ref: `#/channels/${type}` }
  const messages = [{ $ref: `#/channels/${type}/messages/${type}` }]
  const send = [`send.${type}`, { action: 'send', summary: messageTexts[type], channel, messages }] as const
  const receive = (consumer: ConsumerName) => {
    return [
      `${consumer}.${type}`,
      { action: 'receive', tags: [{ name: consumer }], channel, messages },
    ] as const
  }
  return [send, ...consumersOf(type).map(receive)]
}

function messageOf(type: MessageType, schema: z.ZodType) {
  const { $schema: _, ...payload } = z.toJSONSchema(schema, { target: 'draft-7' })
  return {
    name: type,
    title: type,
    summary: messageTexts[type],
    headers: {
      type: 'object',
      properties: {
        'Nats-Msg-Id': { type: 'string', description: 'The id of the message: NATS keeps it once.' },
      },
    },
    correlationId: { location: '$message.payload#/correlationId' },
    payload,
  }
}
