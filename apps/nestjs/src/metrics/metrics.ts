import { Injectable } from '@nestjs/common'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What this process measures, in a registry of its own: two apps in one process do not disturb each other. */
@Injectable()
export class Metrics {
  readonly registry = new Registry()

  readonly httpRequests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  })

  readonly eventStreams = new Gauge({
    name: 'order_event_streams',
    help: 'Open event streams.',
    registers: [this.registry],
  })

  readonly gatewayCalls = new Counter({
    name: 'payment_gateway_calls_total',
    help: 'Calls to the payment gateway by what came of them.',
    labelNames: ['outcome'],
    registers: [this.registry],
  })

  readonly gatewayCircuitOpen = new Gauge({
    name: 'payment_gateway_circuit_open',
    help: '1 while the circuit breaker lets no calls through.',
    registers: [this.registry],
  })

  readonly settledOrders = new Counter({
    name: 'orders_settled_total',
    help: 'Steps of payment that came to an end, by the status of the payment.',
    labelNames: ['outcome'],
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }
}
