import { idempotencyKeyHeader } from '@backend-rosetta/contract/headers'
import { keysetLinks, linkHeader } from '@backend-rosetta/contract/links'
import {
  type CancelOrder,
  cancelOrderSchema,
  type Order,
  placeOrderSchema,
  type ShipOrder,
  shipOrderSchema,
  type UpdateOrder,
  updateOrderSchema,
} from '@backend-rosetta/contract/orders'
import { emptyBodySchema } from '@backend-rosetta/contract/text'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import type { User } from '@backend-rosetta/contract/users'
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { CurrentUser, Roles } from '../auth/access.decorators.ts'
import { ETagInterceptor } from '../http/etag.interceptor.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { CurrentTrace } from '../http/request-context.ts'
import { RequestParts } from '../http/request-parts.decorator.ts'
import { TimeoutInterceptor } from '../http/timeout.interceptor.ts'
import { CancelOrderService } from './cancel-order.service.ts'
import { ListOrdersQueryPipe } from './list-orders-query.pipe.ts'
import { OrderCursors } from './order-cursors.ts'
import { type OrderQuery, OrdersService } from './orders.service.ts'
import { PlaceOrderService } from './place-order.service.ts'

const placeOrderRequest = z.object({ header: idempotencyKeyHeader, body: placeOrderSchema })

@Controller('api/v1/orders')
@UseInterceptors(TimeoutInterceptor, ETagInterceptor)
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly placing: PlaceOrderService,
    private readonly cancelling: CancelOrderService,
    private readonly cursors: OrderCursors,
  ) {}

  // #region place-order
  @Post()
  async placeOrder(
    @RequestParts(placeOrderRequest) { header, body }: z.output<typeof placeOrderRequest>,
    @CurrentUser() user: User,
    @CurrentTrace() trace: Trace | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Order> {
    const idempotencyKey = header['Idempotency-Key']
    const { order, replayed } = await this.placing.placeOrder({
      userId: user.id,
      request: body,
      idempotencyKey,
      trace,
    })
    if (replayed) reply.header('Idempotency-Replayed', 'true')
    reply.header('Location', `/api/v1/orders/${order.id}`)
    return order
  }
  // #endregion

  // #region list-orders
  @Get()
  async listOrders(
    @Query(ListOrdersQueryPipe) query: OrderQuery,
    @CurrentUser() user: User,
    @Req() { url }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: Order[]; nextCursor: string | null }> {
    const { items, position } = await this.orders.listOrders(user, query)
    const nextCursor = position && this.cursors.encode(position)
    reply.header('Link', linkHeader(keysetLinks(url, nextCursor)))
    return { items, nextCursor }
  }
  // #endregion

  // #region get-order
  @Get(':id')
  getOrder(@Param('id') id: string, @CurrentUser() user: User): Promise<Order> {
    return this.orders.getOrder(id, user)
  }
  // #endregion

  // #region update-order
  @Patch(':id')
  updateOrder(
    @Param('id') id: string,
    @Body({ schema: updateOrderSchema }) body: UpdateOrder,
    @CurrentUser() user: User,
    @Headers('if-match') header: string | undefined,
  ): Promise<Order> {
    return this.orders.updateOrder(id, body, { user, guard: requireIfMatch(header) })
  }
  // #endregion

  // #region cancel-order
  @Post(':id/cancel')
  @HttpCode(200)
  cancelOrder(
    @Param('id') id: string,
    @Body({ schema: cancelOrderSchema }) body: CancelOrder,
    @CurrentUser() user: User,
    @Headers('if-match') header: string | undefined,
    @CurrentTrace() trace: Trace | undefined,
  ): Promise<Order> {
    return this.cancelling.cancelOrder(id, body, { user, guard: ifMatch(header), trace })
  }
  // #endregion

  // #region ship-order
  @Post(':id/ship')
  @HttpCode(200)
  @Roles('admin')
  shipOrder(
    @Param('id') id: string,
    @Body({ schema: shipOrderSchema }) body: ShipOrder,
    @CurrentUser() user: User,
    @Headers('if-match') header: string | undefined,
  ): Promise<Order> {
    return this.orders.shipOrder(id, body, { user, guard: ifMatch(header) })
  }
  // #endregion

  // #region deliver-order
  @Post(':id/deliver')
  @HttpCode(200)
  @Roles('admin')
  deliverOrder(
    @Param('id') id: string,
    @Body({ schema: emptyBodySchema }) _body: unknown,
    @CurrentUser() user: User,
    @Headers('if-match') header: string | undefined,
  ): Promise<Order> {
    return this.orders.deliverOrder(id, { user, guard: ifMatch(header) })
  }
  // #endregion
}
