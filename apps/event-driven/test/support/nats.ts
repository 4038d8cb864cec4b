import { missingService } from './missing-service.ts'
import { startOwnNats } from './own-nats.ts'

export interface NatsServer {
  url: string
  stop: () => Promise<void>
}

const image = 'nats:2.12-alpine'

/** A NATS server with JetStream: the one that NATS_URL names, else a container, else the nats-server on the PATH. */
export async function startNats(): Promise<NatsServer | undefined> {
  const url = process.env['NATS_URL']
  if (url) return { url, stop: async () => undefined }
  const nats = (await startContainer()) ?? (await startOwnNats())
  return nats ?? missingService('NATS: there is no NATS_URL, no Docker and no nats-server on the PATH')
}

async function startContainer(): Promise<NatsServer | undefined> {
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers')
  const runtime = await getContainerRuntimeClient().catch(() => undefined)
  if (!runtime) return undefined
  const container = await new GenericContainer(image)
    .withCommand(['-js'])
    .withExposedPorts(4222)
    .withWaitStrategy(Wait.forLogMessage('Server is ready'))
    .start()
  return {
    url: `nats://${container.getHost()}:${container.getMappedPort(4222)}`,
    async stop() {
      await container.stop()
    },
  }
}
