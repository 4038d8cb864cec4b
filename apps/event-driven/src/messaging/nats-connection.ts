import { AckPolicy, type Consumer, jetstream, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream'
import { type ConnectionOptions, connect, type NatsConnection, nanos } from '@nats-io/transport-node'
import type { Logger } from 'pino'
import type { Parcel, Subscription } from './broker.ts'

export interface NatsOptions {
  url: string
  /** The stream that keeps the messages; the first part of their subjects as well. */
  stream: string
  logger: Pick<Logger, 'warn'>
}

const timeout = 2000
/** Once it was there, it is waited for as long as it takes. */
const patience = { timeout, maxReconnectAttempts: -1 }
const duplicateWindow = nanos(120_000)
/** As long as inboxes remember. */
const maxAge = nanos(7 * 86_400_000)

/** One connection, made when it is needed. Once made, it comes back by itself for as long as it takes. */
export function createNatsConnection({ url, stream, logger }: NatsOptions) {
  let connection: Promise<NatsConnection> | undefined

  function open(): Promise<NatsConnection> {
    connection ??= connect({ ...addressOf(url), ...patience, name: `backend-rosetta-${stream}` })
      .then((nats) => {
        void report(nats)
        return nats
      })
      .catch((error: unknown) => {
        connection = undefined
        throw error
      })
    return connection
  }

  async function report(nats: NatsConnection): Promise<void> {
    for await (const { type } of nats.status()) {
      if (type === 'disconnect' || type === 'reconnect') logger.warn({ type }, 'the connection to the broker')
    }
  }

  /** With retention by interest a message is kept until all consumers that want it have acknowledged it. */
  async function prepareStream() {
    const manager = await jetstreamManager(await open(), { timeout })
    await manager.streams.add({
      name: stream,
      subjects: [`${stream}.>`],
      retention: RetentionPolicy.Interest,
      duplicate_window: duplicateWindow,
      max_age: maxAge,
    })
    return manager
  }

  return {
    // #region publish
    /** A message of the same id within two minutes is the same one to JetStream. */
    async publish({ id, type, body }: Parcel): Promise<void> {
      const client = jetstream(await open(), { timeout })
      await client.publish(`${stream}.${type}`, JSON.stringify(body), { msgID: id, timeout })
    },
    // #endregion

    /** The consumer that remembers, in the broker, what was acknowledged; made where it is missing. */
    async prepareConsumer({ consumer, ackWaitMs }: Subscription, pattern: string): Promise<Consumer> {
      const manager = await prepareStream()
      const name = nameOf(consumer, pattern)
      await manager.consumers.add(stream, {
        durable_name: name,
        filter_subject: `${stream}.${pattern}`,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ackWaitMs),
        max_deliver: -1,
        max_ack_pending: 10_000,
      })
      return jetstream(await open()).consumers.get(stream, name)
    },

    /** Messages that were not delivered to it yet. */
    async pending(consumer: string, pattern: string): Promise<number> {
      const manager = await jetstreamManager(await open(), { timeout })
      return (await manager.consumers.info(stream, nameOf(consumer, pattern))).num_pending
    },

    async close(): Promise<void> {
      const nats = await connection?.catch(() => undefined)
      await nats?.close()
    },
  }
}

/** A durable consumer for each pattern. */
function nameOf(consumer: string, pattern: string): string {
  return `${consumer}-${pattern.replaceAll(/\W+/g, '-')}`
}

/** A user and a password may be part of the URL. */
function addressOf(url: string): ConnectionOptions {
  const { protocol, host, username, password } = new URL(url)
  const servers = `${protocol}//${host}`
  if (username === '') return { servers }
  return { servers, user: decodeURIComponent(username), pass: decodeURIComponent(password) }
}
