import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../metrics.ts'

/** What this process measures, in a registry of its own: two apps in one process do not disturb each other. */
export function createPrometheus(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const httpRequests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const eventStreams = new Gauge({ name: 'order_event_streams', help: 'Open event streams.', registers })
  const gatewayCalls = new Counter({
    name: 'payment_gateway_calls_total',
    help: 'Calls to the payment gateway by what came of them.',
    labelNames: ['outcome'],
    registers,
  })
  const gatewayCircuitOpen = new Gauge({
    name: 'payment_gateway_circuit_open',
    help: '1 while the circuit breaker lets no calls through.',
    registers,
  })
  const settledOrders = new Counter({
    name: 'orders_settled_total',
    help: 'Steps of payment that came to an end, by the status of the payment.',
    labelNames: ['outcome'],
    registers,
  })

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    requestServed: (request, seconds) => httpRequests.observe({ ...request }, seconds),
    gatewayCalled: (outcome) => gatewayCalls.inc({ outcome }),
    gatewayCircuitChanged: (open) => gatewayCircuitOpen.set(open ? 1 : 0),
    orderSettled: (outcome) => settledOrders.inc({ outcome }),
    eventStreamOpened: () => eventStreams.inc(),
    eventStreamClosed: () => eventStreams.dec(),
  }
}
