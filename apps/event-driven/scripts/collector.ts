import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'

const spanSchema = z.object({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
})

const attributeSchema = z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }) })

/** What OTLP over HTTP sends as JSON, as far as it is needed here. */
const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
})

export interface CollectedSpan {
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId: string
  /** Milliseconds since 1970. */
  start: number
  end: number
}

/** An OpenTelemetry collector that keeps all spans in memory. */
export async function startCollector() {
  const spans: CollectedSpan[] = []
  const server = createServer(async (req, res) => {
    spans.push(...readExport(JSON.parse(await text(req))))
    res.setHeader('Content-Type', 'application/json').end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the collector does not listen')
  return { url: `http://127.0.0.1:${address.port}`, spans, stop: () => server.close() }
}

function readExport(body: unknown): CollectedSpan[] {
  return exportSchema.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const name = resource.attributes.find(({ key }) => key === 'service.name')
    const service = name?.value.stringValue ?? ''
    return scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ startTimeUnixNano, endTimeUnixNano, ...span }) => ({
        ...span,
        service,
        start: Number(startTimeUnixNano / 1000n) / 1000,
        end: Number(endTimeUnixNano / 1000n) / 1000,
      }))
  })
}
