import { Injectable, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyAdapter } from '@nestjs/platform-fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { pathOf } from '../http/well-formed.ts'
import { Metrics } from './metrics.ts'

/**
 * One log line and one measurement per request, when its answer is out or its client is gone. A hook and no
 * interceptor: what a guard refuses, or no route knows, never comes to an interceptor.
 */
@Injectable()
export class AccessLog implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onRequest', (request, reply, done) => {
      reply.raw.once('close', () => this.write(request, reply))
      done()
    })
  }

  private write(request: FastifyRequest, reply: FastifyReply): void {
    const { method, auth } = request
    const milliseconds = reply.elapsedTime
    const route = templateOf(request.routeOptions.url)
    const path = pathOf(request)
    const status = reply.raw.writableFinished ? reply.raw.statusCode : 499
    // How long an event stream was open says nothing about how fast the server answers.
    const isStream = String(reply.raw.getHeader('Content-Type')).startsWith('text/event-stream')
    if (!isStream) this.metrics.httpRequests.observe({ method, route, status }, milliseconds / 1000)
    request.log.info({ method, route, path, status, milliseconds, userId: auth?.user.id }, 'request')
  }
}

const templates = new Map<string, string>()

/** The path template in the spelling of the contract: `/api/v1/orders/{id}`. */
function templateOf(url: string | undefined): string {
  if (url === undefined || url === '*') return 'unmatched'
  const template = templates.get(url) ?? url.replaceAll(/:(\w+)/g, '{$1}')
  templates.set(url, template)
  return template
}
