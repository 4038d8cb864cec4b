import { setTimeout as sleep } from 'node:timers/promises'
import { measureBacklog } from './admin/projection-lag.ts'
import { createApp } from './app.ts'
import type { Runtime } from './runtime.ts'

/**
 * Connections that may wait to be accepted. A crowd does not fit in Node's 511, and whom the kernel turns away hears
 * nothing: it tries again after seconds, when this server could have refused it at once (OPS-8). Linux allows 4096.
 */
const backlog = 4096

/** Long enough for a load balancer to see that this instance is not ready any more. */
const noticeMilliseconds = 500
/** Connections that are still busy then are cut. */
const graceMilliseconds = 7000

export interface RunningServer {
  /** Readiness turns 503 at once; resolves when what was in flight is answered (OPS-4). */
  stop: () => Promise<void>
}

/** Listens. Throws where HOST and PORT are not free. */
export async function startServer(runtime: Runtime): Promise<RunningServer> {
  const stopping = new AbortController()
  measureBacklog(runtime.metrics.registry, runtime.db)
  const app = createApp({ ...runtime, isStopping: () => stopping.signal.aborted })
  await app.listen({ host: runtime.env.HOST, port: runtime.env.PORT, backlog })
  return {
    async stop() {
      stopping.abort()
      await sleep(noticeMilliseconds)
      const deadline = setTimeout(() => app.server.closeAllConnections(), graceMilliseconds)
      await app.close()
      clearTimeout(deadline)
    },
  }
}
