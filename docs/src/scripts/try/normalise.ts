/** What differs between two servers that do the same, and how often it was put aside. */
export type Replaced = Partial<Record<Kind, number>>

type Kind = keyof typeof kinds

/** For people: one, many. */
export const kinds = {
  id: ['id', 'ids'],
  time: ['time', 'times'],
  token: ['token', 'tokens'],
  cursor: ['cursor', 'cursors'],
  hash: ['ETag made from content', 'ETags made from content'],
  request: ['request id', 'request ids'],
} as const

export interface Normalised {
  headers: readonly (readonly [name: string, value: string])[]
  /** Parsed, with its keys in alphabetical order, if it is JSON; else text. */
  body: { json: unknown } | { text: string }
  replaced: Replaced
}

/** An answer without what has to differ: ids become `<id 1>`, times `<time>`. Equal ids stay equal. */
export function normalise(answer: {
  headers: readonly (readonly [string, string])[]
  body: string
}): Normalised {
  const replacer = createReplacer()
  const json = parseJson(answer.body)
  const body = json === undefined ? { text: replacer.text(answer.body) } : { json: replacer.value(json, '') }
  const headers = answer.headers.map(([name, value]) => [name, replacer.header(name, value)] as const)
  return { headers, body, replaced: replacer.replaced }
}

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi
const instant = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g

const byKey: Readonly<Record<string, Kind>> = {
  accessToken: 'token',
  refreshToken: 'token',
  nextCursor: 'cursor',
  requestId: 'request',
}

function createReplacer() {
  const ids = new Map<string, number>()
  const replaced: Replaced = {}
  const put = (kind: Kind, label: string = kinds[kind][0]) => {
    replaced[kind] = (replaced[kind] ?? 0) + 1
    return `<${label}>`
  }
  const nameId = (id: string) => {
    const number = ids.get(id) ?? ids.size + 1
    ids.set(id, number)
    return put('id', `id ${number}`)
  }
  const text = (value: string) => value.replaceAll(uuid, nameId).replaceAll(instant, () => put('time'))
  const value = (json: unknown, key: string): unknown => {
    if (typeof json === 'string') return byKey[key] ? put(byKey[key]) : text(json)
    if (Array.isArray(json)) return json.map((item) => value(item, key))
    if (typeof json !== 'object' || json === null) return json
    const entries = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(entries.map(([name, item]) => [name, value(item, name)]))
  }
  const header = (name: string, content: string) => {
    // The version of a resource is a number and the same everywhere; of a list it is made from ids and times.
    if (name === 'etag') return /^"\d+"$/.test(content) ? content : put('hash', 'hash')
    return text(content.replaceAll(/(?<=[?&]cursor=)[^&>]+/g, () => put('cursor')))
  }
  return { text, value, header, replaced }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
