import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { SessionsModule } from '../auth/sessions.module.ts'
import { PaymentsModule } from '../payments/payments.module.ts'
import { ProductsModule } from '../products/products.module.ts'
import { CancelOrderService } from './cancel-order.service.ts'
import { EventStreams } from './event-streams.ts'
import { IdempotencyService } from './idempotency.service.ts'
import { IdempotencyKeyEntity } from './idempotency-key.entity.ts'
import { IdempotencyKeysRepository } from './idempotency-keys.repository.ts'
import { OrderEntity } from './order.entity.ts'
import { OrderAccess } from './order-access.ts'
import { OrderCursors } from './order-cursors.ts'
import { OrderEventEntity } from './order-event.entity.ts'
import { OrderEventFeed } from './order-event-feed.ts'
import { OrderEventsController } from './order-events.controller.ts'
import { OrderEventsRepository } from './order-events.repository.ts'
import { OrderItemEntity } from './order-item.entity.ts'
import { OrderTransitions } from './order-transitions.ts'
import { OrderWriter } from './order-writer.ts'
import { OrdersController } from './orders.controller.ts'
import { OrdersRepository } from './orders.repository.ts'
import { OrdersService } from './orders.service.ts'
import { PlaceOrderService } from './place-order.service.ts'
import { SettlementRepository } from './settlement.repository.ts'
import { SettlementService } from './settlement.service.ts'
import { SettlingWorker } from './settling-worker.ts'

const entities = [OrderEntity, OrderItemEntity, OrderEventEntity, IdempotencyKeyEntity]

@Module({
  imports: [TypeOrmModule.forFeature(entities), SessionsModule, PaymentsModule, ProductsModule],
  controllers: [OrdersController, OrderEventsController],
  providers: [
    OrdersService,
    PlaceOrderService,
    CancelOrderService,
    IdempotencyService,
    SettlementService,
    OrderAccess,
    OrderWriter,
    OrderTransitions,
    OrderCursors,
    OrdersRepository,
    OrderEventsRepository,
    IdempotencyKeysRepository,
    SettlementRepository,
    SettlingWorker,
    OrderEventFeed,
    EventStreams,
  ],
})
export class OrdersModule {}
