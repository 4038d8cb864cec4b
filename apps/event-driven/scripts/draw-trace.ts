import type { CollectedSpan } from './collector.ts'

const width = 960
const rowHeight = 22
const nameWidth = 330
const colours: Record<string, string> = { server: '#2563eb', worker: '#d97706' }

/** A trace as a waterfall: a row for each span, below the one that it is part of, as long as it took. */
export function drawTrace(spans: readonly CollectedSpan[]): string {
  const begin = Math.min(...spans.map(({ start }) => start))
  const total = Math.max(...spans.map(({ end }) => end)) - begin
  const scale = (width - nameWidth - 70) / total
  const rows = inOrder(spans).map(({ span, depth }, index) => {
    const y = index * rowHeight + 40
    const x = nameWidth + (span.start - begin) * scale
    const length = Math.max(2, (span.end - span.start) * scale)
    const milliseconds = `${(span.end - span.start).toFixed(1)} ms`
    return [
      `<text x="${8 + depth * 12}" y="${y + 14}">${toXml(span.name)}</text>`,
      `<rect x="${x.toFixed(1)}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 8}" rx="2" fill="${colours[span.service] ?? '#64748b'}"/>`,
      `<text x="${(x + length + 4).toFixed(1)}" y="${y + 14}" class="time">${milliseconds}</text>`,
    ].join('\n')
  })
  const height = rows.length * rowHeight + 56
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="The spans of one order, from the request to its confirmation">
<style>text { font: 12px ui-monospace, monospace; fill: #1e293b } .time { font-size: 10px; fill: #475569 }</style>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="8" y="20">one order, ${total.toFixed(0)} ms from the request to the last message</text>
${legend()}
${rows.join('\n')}
</svg>
`
}

function legend(): string {
  return Object.entries(colours)
    .map(([service, colour], index) => {
      const x = width - 180 + index * 90
      return `<rect x="${x}" y="10" width="12" height="12" rx="2" fill="${colour}"/><text x="${x + 18}" y="20">${service}</text>`
    })
    .join('\n')
}

/** Each span after the one that it is part of; what is part of the same one by time. */
function inOrder(spans: readonly CollectedSpan[]): Array<{ span: CollectedSpan; depth: number }> {
  const known = new Set(spans.map(({ spanId }) => spanId))
  const below = Map.groupBy(spans, ({ parentSpanId }) => (known.has(parentSpanId) ? parentSpanId : ''))
  const rows = (parent: string, depth: number): Array<{ span: CollectedSpan; depth: number }> =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.start - b.start)
      .flatMap((span) => [{ span, depth }, ...rows(span.spanId, depth + 1)])
  return rows('', 0)
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
