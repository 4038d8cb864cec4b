import { Injectable, type OnModuleInit } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyAdapter } from '@nestjs/platform-fastify'
import onHeaders from 'on-headers'
import type { Env } from '../env.ts'
import { HttpError } from './http-error.ts'

// #region load-limit
/**
 * Refuses at once what comes on top of so many requests that are being worked on (OPS-8). Waiting in line for the
 * database it would be too late when its turn came, and would have made all others late. A hook and no guard: guards
 * already ask the database. An event stream that has begun is no work.
 */
@Injectable()
export class LoadLimit implements OnModuleInit {
  private readonly most: number
  private atWork = 0

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    config: ConfigService<Env, true>,
  ) {
    this.most = config.get('MAX_CONCURRENT_REQUESTS', { infer: true })
  }

  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onRequest', ({ routeOptions }, { raw }, done) => {
      // By the route that was found: a path can be spelled in many ways.
      if (!routeOptions.url?.startsWith('/api/')) return done()
      if (this.atWork >= this.most) return done(new HttpError('unavailable'))
      this.atWork += 1
      let counts = true
      const leave = () => {
        if (counts) this.atWork -= 1
        counts = false
      }
      onHeaders(raw, leave)
      raw.once('close', leave)
      done()
    })
  }
}
// #endregion
