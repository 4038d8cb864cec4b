import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { Runtime } from '../runtime.ts'

export interface WorkerEndpoint {
  port: number
  stop: () => Promise<void>
}

/** What is known of a worker that answers no requests: whether it runs, and its metrics. For its operators only. */
export async function startWorkerEndpoint({ env, metrics }: Runtime, port: number): Promise<WorkerEndpoint> {
  const { registry } = metrics

  async function sendMetrics(response: ServerResponse): Promise<void> {
    response.setHeader('Content-Type', registry.contentType).end(await registry.metrics())
  }

  const server = createServer((request, response) => {
    if (request.url === '/metrics') return void sendMetrics(response)
    if (request.url === '/health/live') return void response.end('{"status":"ok"}')
    response.writeHead(404).end()
  })
  server.listen(port, env.HOST)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
