import { Module } from '@nestjs/common'
import { GatewayClient } from './gateway-client.ts'
import { PaymentGateway } from './payment-gateway.ts'

@Module({
  providers: [GatewayClient, PaymentGateway],
  exports: [PaymentGateway],
})
export class PaymentsModule {}
