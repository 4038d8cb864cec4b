import { clockOf, parseSymbol } from '../model/symbols.ts'

/** What stands behind the symbols at one server. Copied before it is added to. */
export type Bindings = ReadonlyMap<string, unknown>

/** Why a value cannot be what a symbol stands for; `undefined` where it can. */
export function whyNot(bindings: Bindings, symbol: string, value: unknown): string | undefined {
  const { kind, name } = parseSymbol(symbol) ?? { kind: 'time', name: '' }
  switch (kind) {
    case 'version':
      return whyNoVersion(bindings, name, value)
    case 'time':
      return whyNoTime(bindings, symbol, value)
    default:
      return whyNoName(bindings, kind, value)
  }
}

/** VER-1: it grows with each change. */
function whyNoVersion(bindings: Bindings, name: string, value: unknown): string | undefined {
  if (!Number.isInteger(value)) return 'is no version'
  const [resource, number, rank] = partsOf(name)
  for (const [other, known] of bindings) {
    const symbol = parseSymbol(other)
    if (symbol?.kind !== 'version' || typeof known !== 'number') continue
    const [otherResource, otherNumber, otherRank] = partsOf(symbol.name)
    if (otherResource !== resource) continue
    const growth = (Number(value) - known) * Math.sign(number - otherNumber)
    if (growth < 0) return `is not in the order of its versions: ${known} was another`
    if (growth === 0 && rank !== otherRank) return 'is the version of before the change'
  }
  return undefined
}

function partsOf(name: string): [resource: string, number: number, rank: number] {
  const parts = name.split('.')
  return [parts.slice(0, -2).join('.'), Number(parts.at(-2)), Number(parts.at(-1))]
}

function whyNoTime(bindings: Bindings, symbol: string, value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) {
    return 'is no RFC 3339 time in UTC with milliseconds'
  }
  if (parseSymbol(symbol)) return undefined
  for (const [other, known] of bindings) {
    if (parseSymbol(other) || typeof known !== 'string') continue
    const isEarlier = clockOf(symbol) < clockOf(other) && value > known
    const isLater = clockOf(symbol) > clockOf(other) && value < known
    if (isEarlier || isLater) return 'is not in the order in which things happened'
  }
  return undefined
}

/** Identifiers and tokens are texts, each of one thing only. */
function whyNoName(bindings: Bindings, kind: string, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'is no text'
  // Two access tokens of one login and one second may be the same text: it says the same.
  if (kind === 'access') return undefined
  for (const [other, known] of bindings) {
    if (known === value && parseSymbol(other)?.kind === kind) return `is that of ${other}, too`
  }
  return undefined
}
