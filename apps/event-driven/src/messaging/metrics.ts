import { Counter, Gauge, type Registry } from 'prom-client'

/** What relay and consumers measure. */
export interface MessagingMetrics {
  published: Counter<'type'>
  handled: Counter<'consumer' | 'outcome'>
  gatewayCalls: Counter<'outcome'>
  gatewayCircuitOpen: Gauge
}

export function createMessagingMetrics(registry: Registry): MessagingMetrics {
  const registers = [registry]
  return {
    published: new Counter({
      name: 'messages_published_total',
      help: 'Messages that went from the outbox to the broker.',
      labelNames: ['type'],
      registers,
    }),
    handled: new Counter({
      name: 'messages_handled_total',
      help: 'Deliveries by consumer, and by what came of them.',
      labelNames: ['consumer', 'outcome'],
      registers,
    }),
    gatewayCalls: new Counter({
      name: 'payment_gateway_calls_total',
      help: 'Calls to the payment gateway by what came of them.',
      labelNames: ['outcome'],
      registers,
    }),
    gatewayCircuitOpen: new Gauge({
      name: 'payment_gateway_circuit_open',
      help: '1 while the circuit breaker lets no calls through.',
      registers,
    }),
  }
}
