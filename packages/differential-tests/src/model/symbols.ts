/**
 * What only a server knows stands as a symbol wherever the model speaks of it: `__order.3__` for the id of the order
 * that step 3 placed. Its characters need no encoding in paths, queries, headers and JSON.
 */
export type SymbolKind =
  | 'user'
  | 'product'
  | 'order'
  | 'access'
  | 'refresh'
  | 'cursor'
  | 'time'
  | 'version'
  | 'etag'
  | 'body'

export function symbolOf(kind: SymbolKind, name: string): string {
  return `__${kind}.${name}__`
}

/** The kind and the name of a text that is one symbol and nothing else. */
export function parseSymbol(text: string): { kind: string; name: string } | undefined {
  const [, kind, name] = /^__([a-z]+)\.([a-z0-9.-]+)__$/.exec(text) ?? []
  return kind !== undefined && name !== undefined ? { kind, name } : undefined
}

/** Every symbol in a text. */
export const symbolPattern = /__[a-z]+\.[a-z0-9.-]+?__/g

/**
 * The moment of a step as the model knows it: in 1970, a second for each step, so that moments compare and pass for
 * RFC 3339. Steps at the same time have the same second and differ in their milliseconds.
 */
export function modelTime(clock: number, nth: number): string {
  return new Date(clock * 1000 + nth).toISOString()
}

/** Whether a text stands for a moment of the model. */
export function isModelTime(text: string): boolean {
  return /^1970-01-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
}

/** The step of a moment, for comparing. */
export function clockOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}
