import { randomBytes } from 'node:crypto'

/** A trace that a caller began and this server continues. Source: W3C Trace Context, section 3.2. */
export interface Trace {
  id: string
  flags: string
}

const pattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-|$)/

export function parseTraceparent(header: string | undefined): Trace | undefined {
  const [, id, flags] = pattern.exec(header ?? '') ?? []
  return id && flags ? { id, flags } : undefined
}

/** The header for a call that this server makes on behalf of the trace: the same trace, a span of its own. */
export function childTraceparent({ id, flags }: Trace): string {
  return `00-${id}-${randomBytes(8).toString('hex')}-${flags}`
}
