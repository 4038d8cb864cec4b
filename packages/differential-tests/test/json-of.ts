import {
  Anything,
  OneOf,
  Pattern,
  SameBody,
  type Template,
  Unordered,
  VersionNumber,
} from '../src/model/template.ts'

/** What a server could write where the contract leaves a choice, by the name of the property, header or operation. */
const choices: Readonly<Record<string, unknown>> = {
  getReadiness: { status: 'ok', checks: { database: 'ok' } },
  getStats: {
    users: { total: 0, active: 0 },
    products: { total: 0, outOfStock: 0 },
    orders: {
      total: 0,
      byStatus: { pending: 0, confirmed: 0, rejected: 0, cancelled: 0, shipped: 0, delivered: 0 },
    },
    revenue: [],
    topProducts: [],
  },
  getOpenApi: {},
  items: [],
  nextCursor: null,
  totalItems: 0,
  totalPages: 0,
  expiresIn: 900,
  at: '2026-11-20T12:00:00.000Z',
  etag: '"content"',
  'cache-control': 'no-store',
  'www-authenticate': 'Bearer',
  'retry-after': '1',
}

/** One answer of those that a template allows. */
export function jsonOf(
  template: Template,
  name: string,
  firstBodies?: ReadonlyMap<string, unknown>,
): unknown {
  if (template instanceof Pattern || template instanceof Anything) return choices[name] ?? 'something'
  if (template instanceof OneOf) return jsonOf(template.options.at(-1) ?? null, name, firstBodies)
  if (template instanceof Unordered) return template.items.map((item) => jsonOf(item, name, firstBodies))
  if (template instanceof VersionNumber) return versionOf(template.symbol)
  if (template instanceof SameBody) return firstBodies?.get(template.symbol)
  if (typeof template === 'string') return textOf(template)
  if (Array.isArray(template)) return template.map((item) => jsonOf(item, name, firstBodies))
  if (template === null || typeof template !== 'object') return template
  const entries = Object.entries(template).map(([key, value]) => [key, jsonOf(value, key, firstBodies)])
  return Object.fromEntries(entries)
}

function versionOf(symbol: string): number {
  return Number(symbol.split('.').at(-2))
}

function textOf(text: string): string {
  const version = /^"(__version\.[^"]+__)"$/.exec(text)?.[1]
  if (version !== undefined) return `"${versionOf(version)}"`
  return text.startsWith('__time.') ? '2026-11-20T12:00:00.000Z' : text
}
