import { lastEventIdHeader } from '@backend-rosetta/contract/headers'
import type { User } from '@backend-rosetta/contract/users'
import { Controller, Get, type MessageEvent, Param, Sse } from '@nestjs/common'
import { RouteConstraints } from '@nestjs/platform-fastify'
import type { Observable } from 'rxjs'
import * as z from 'zod'
import { CurrentAuth, CurrentUser } from '../auth/access.decorators.ts'
import type { Auth } from '../auth/auth.ts'
import { RequestParts } from '../http/request-parts.decorator.ts'
import { EventStreams } from './event-streams.ts'
import type { StoredEvent } from './order-events.repository.ts'
import { OrdersService } from './orders.service.ts'

const eventsRequest = z.object({ header: lastEventIdHeader })

/**
 * One path, two media types: the router looks at Accept, before any guard, and picks the handler. Without interceptors,
 * for behind one Nest begins a stream before its handler could refuse it.
 */
@Controller('api/v1/orders/:id/events')
export class OrderEventsController {
  constructor(
    private readonly orders: OrdersService,
    private readonly eventStreams: EventStreams,
  ) {}

  // #region list-order-events
  @Sse()
  @RouteConstraints({ accept: 'text/event-stream' })
  followOrder(
    @Param('id') orderId: string,
    @RequestParts(eventsRequest) { header }: z.output<typeof eventsRequest>,
    @CurrentAuth() auth: Auth,
  ): Promise<Observable<MessageEvent>> {
    const after = Number(header['Last-Event-ID'] ?? 0)
    return this.eventStreams.follow({ orderId, after, auth })
  }

  // Last, because the API page takes the last one of a path.
  @Get()
  async listOrderEvents(
    @Param('id') id: string,
    @RequestParts(eventsRequest) _parts: unknown,
    @CurrentUser() user: User,
  ): Promise<{ items: StoredEvent[] }> {
    const { events } = await this.orders.listOrderEvents(id, user)
    return { items: events }
  }
  // #endregion
}
