/** A trace that a caller began and the server continues. Source: W3C Trace Context section 3.2, clause HTTP-9. */
export interface Trace {
  id: string
  flags: string
}

const pattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-|$)/

/** The trace of a `traceparent` header, if it is one. */
export function parseTraceparent(header: string | undefined): Trace | undefined {
  const [, id, flags] = pattern.exec(header ?? '') ?? []
  return id && flags ? { id, flags } : undefined
}

/** The header for a call that the server makes on behalf of the trace: the same trace, a span of its own. */
export function childTraceparent({ id, flags }: Trace): string {
  const span = crypto.getRandomValues(new Uint8Array(8))
  return `00-${id}-${[...span].map((byte) => byte.toString(16).padStart(2, '0')).join('')}-${flags}`
}
