import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What this process measures, in a registry of its own: two apps in one process do not disturb each other. */
export interface Metrics {
  registry: Registry
  httpRequests: Histogram<'method' | 'route' | 'status'>
  eventStreams: Gauge
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    httpRequests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    eventStreams: new Gauge({ name: 'order_event_streams', help: 'Open event streams.', registers }),
  }
}
