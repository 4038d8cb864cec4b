import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'

/** Connections that are still busy then are cut. */
const graceMilliseconds = 7000
/** Whatever still hangs then is given up. */
const lastResortMilliseconds = 9500

/** The beginning of the end, which takes 10 s at most (OPS-4). */
@Injectable()
export class Stopping implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(Stopping.name)
  private readonly aborting = new AbortController()

  constructor(private readonly host: HttpAdapterHost) {}

  /** Aborted when the app begins to stop: it is not ready any more, and nothing that lasts should begin. */
  get signal(): AbortSignal {
    return this.aborting.signal
  }

  onModuleDestroy(): void {
    this.aborting.abort()
  }

  beforeApplicationShutdown(signal?: string): void {
    if (!signal) return
    this.logger.log({ signal }, 'stopping')
    setTimeout(() => this.host.httpAdapter.getHttpServer().closeAllConnections(), graceMilliseconds).unref()
    setTimeout(() => process.exit(1), lastResortMilliseconds).unref()
  }
}
