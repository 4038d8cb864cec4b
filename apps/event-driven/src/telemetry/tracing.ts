import { trace } from '@opentelemetry/api'
import type { Env } from '../env.ts'

/** Ends what was started, once all spans are sent. */
export type StopTracing = () => Promise<void>

/**
 * Records spans and sends them to the collector, where the environment names one. What that takes is loaded only then.
 * No context manager and no instrumentation: here every span is handed on by name.
 */
export async function startTracing(env: Env): Promise<StopTracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: service } = env
  if (endpoint === undefined) return async () => undefined
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })],
  })
  trace.setGlobalTracerProvider(provider)
  return () => provider.shutdown()
}
