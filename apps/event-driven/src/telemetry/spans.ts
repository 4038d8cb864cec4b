import { childTraceparent, parseTraceparent } from '@backend-rosetta/contract/trace-context'
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TraceFlags,
  trace,
} from '@opentelemetry/api'

export interface SpanStart {
  name: string
  kind: keyof typeof SpanKind
  /** What it is part of: a W3C `traceparent`. Without one, a new trace begins. */
  traceparent?: string | undefined
  attributes?: Attributes
}

export interface OpenSpan {
  /** For what happens because of it. Without a recorder, the trace that was given is handed on all the same (HTTP-9). */
  traceparent: string | undefined
  end: (outcome?: { error?: unknown; attributes?: Attributes }) => void
}

const tracer = trace.getTracer('backend-rosetta-event-driven')

/** Handed from call to call and written into messages: what goes on elsewhere and later has no other thread. */
export function openSpan({ name, kind, traceparent, attributes = {} }: SpanStart): OpenSpan {
  const options = { kind: SpanKind[kind], attributes }
  const span = tracer.startSpan(name, options, contextOf(traceparent))
  return {
    traceparent: span.isRecording() ? traceparentOf(span) : handOn(traceparent),
    end({ error, attributes = {} } = {}) {
      span.setAttributes(attributes)
      if (error !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        if (error instanceof Error) span.recordException(error)
      }
      span.end()
    },
  }
}

/** `work` with a span around it. */
export async function inSpan<Result>(
  start: SpanStart,
  work: (traceparent: string | undefined) => Promise<Result>,
): Promise<Result> {
  const span = openSpan(start)
  try {
    const result = await work(span.traceparent)
    span.end()
    return result
  } catch (error) {
    span.end({ error })
    throw error
  }
}

function contextOf(traceparent: string | undefined) {
  const [, traceId = '', spanId = '', flags = ''] = traceparent?.split('-') ?? []
  if (!parseTraceparent(traceparent)) return ROOT_CONTEXT
  const traceFlags: TraceFlags = Number.parseInt(flags, 16)
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

function handOn(traceparent: string | undefined): string | undefined {
  const given = parseTraceparent(traceparent)
  return given && childTraceparent(given)
}
