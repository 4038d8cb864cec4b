import { parseSymbol } from '../model/symbols.ts'
import type { Bindings } from './bindings.ts'
import type { Received } from './send.ts'

/** An answer without what may differ from server to server: what is left has to be the same everywhere. */
export interface NormalAnswer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** What one server's answer says, in the words of the trace: symbols for ids, no times, no tokens, no prose. */
export function normalAnswer(received: Received, bindings: Bindings): NormalAnswer {
  const { status, headers, body } = received
  const names = symbolsByValue(bindings)
  return {
    status,
    headers: normalHeaders(received, names),
    body: typeof body === 'string' ? `<${mediaType(headers)}>` : normalise(body, '', names),
  }
}

/** For a message about a body. */
export function normalised(body: unknown, bindings: Bindings): unknown {
  return normalise(body, '', symbolsByValue(bindings))
}

type Names = ReadonlyMap<string, string>

const prose: readonly string[] = ['detail', 'message', 'requestId']
const secrets: readonly string[] = ['accessToken', 'refreshToken', 'nextCursor']

function symbolsByValue(bindings: Bindings): Names {
  const pairs = [...bindings].flatMap(([symbol, value]): [string, string][] => {
    const kind = parseSymbol(symbol)?.kind
    const isId = kind === 'user' || kind === 'product' || kind === 'order'
    return isId && typeof value === 'string' ? [[value, symbol]] : []
  })
  return new Map(pairs)
}

function normalise(value: unknown, name: string, names: Names): unknown {
  if (typeof value === 'string') return normalText(value, name, names)
  if (Array.isArray(value)) return value.map((item) => normalise(item, name, names))
  if (name === 'version' && typeof value === 'number') return '<version>'
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, own]) => [key, normalise(own, key, names)]))
}

function normalText(text: string, name: string, names: Names): string {
  if (prose.includes(name)) return '<text>'
  if (secrets.includes(name)) return '<token>'
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return '<time>'
  return withSymbols(text, names)
}

/** Ids also stand in paths. */
function withSymbols(text: string, names: Names): string {
  let normal = text
  for (const [value, symbol] of names) normal = normal.replaceAll(value, symbol)
  return normal
}

/** The headers that a client acts on; lists in one order, without what has no meaning. */
function normalHeaders(received: Received, names: Names): Record<string, string> {
  const kept = Object.entries(received.headers).filter(([name]) => matters(name, received))
  return Object.fromEntries(kept.map(([name, value]) => [name, normalHeader(name, value, names)]))
}

const compared: readonly string[] = [
  'content-type',
  'etag',
  'location',
  'allow',
  'link',
  'cache-control',
  'www-authenticate',
  'retry-after',
  'idempotency-replayed',
]

/**
 * How long a problem or a document may be kept is left to the servers where no clause speaks of it, and no cache keeps
 * what OPTIONS is answered with.
 */
function matters(name: string, { status, exchange: { request } }: Received): boolean {
  if (name === 'cache-control') return status < 400 && new URL(request.url).pathname.startsWith('/api/')
  if (name === 'vary') return request.method !== 'OPTIONS'
  // A preflight that is refused allows nothing, whatever stands in it (Fetch, CORS-preflight fetch).
  if (name.startsWith('access-control-')) return request.method !== 'OPTIONS' || status < 400
  return compared.includes(name)
}

function normalHeader(name: string, value: string, names: Names): string {
  switch (name) {
    case 'content-type':
      return mediaType({ [name]: value })
    case 'etag':
      return '<etag>'
    case 'retry-after':
      return '<seconds>'
    case 'link':
      return withoutTimes(withSymbols(value, names)).replaceAll(/([?&]cursor=)[^&>]*/g, '$1<token>')
    case 'location':
      return withSymbols(value, names)
    case 'www-authenticate':
      return value
    default:
      return sortedList(value)
  }
}

function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\d(:|%3A)\d\d\.\d{3}Z/g, '<time>')
}

function sortedList(value: string): string {
  const items = value.split(',').flatMap((item) => item.trim().toLowerCase() || [])
  return items.toSorted().join(', ')
}

function mediaType(headers: Received['headers']): string {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? 'nothing'
}
