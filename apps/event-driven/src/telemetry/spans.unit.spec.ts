import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, describe, expect, it } from 'vitest'
import { inSpan, openSpan } from './spans.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const given = `00-${traceId}-00f067aa0ba902b7-01`

describe('without a recorder', () => {
  it('a trace is handed on with a span of its own', () => {
    const { traceparent } = openSpan({ name: 'publish', kind: 'PRODUCER', traceparent: given })
    expect(traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
    expect(traceparent).not.toBe(given)
  })

  it.each([undefined, 'nonsense'])('%s begins none', (traceparent) => {
    expect(openSpan({ name: 'publish', kind: 'PRODUCER', traceparent }).traceparent).toBeUndefined()
  })
})

describe('with a recorder', () => {
  const exporter = new InMemorySpanExporter()
  afterEach(() => exporter.reset())

  it('spans are part of the trace that they were handed, and of each other', async () => {
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
    trace.setGlobalTracerProvider(provider)
    await inSpan({ name: 'request', kind: 'SERVER', traceparent: given }, async (traceparent) => {
      openSpan({ name: 'publish', kind: 'PRODUCER', traceparent }).end()
    })
    await expect(
      inSpan({ name: 'process', kind: 'CONSUMER' }, () => Promise.reject(new Error('poison'))),
    ).rejects.toThrow('poison')

    const [publish, request, process] = exporter.getFinishedSpans()
    expect(publish?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId)
    expect(publish?.spanContext().traceId).toBe(traceId)
    expect(request?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7')
    expect(process?.spanContext().traceId).not.toBe(traceId)
    expect(process?.status.code).toBe(2)
  })
})
