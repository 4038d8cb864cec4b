import { isDeepStrictEqual } from 'node:util'
import type { Entry, Journal } from './journal.ts'

/** Where two servers answered differently, or where one left the contract. */
export interface Difference {
  key: string
  operation: string
  what: string
  /** The server that differs, and one to hold beside it. */
  servers: readonly [Journal, Journal]
}

/** The first difference between the journals of one trace. */
export function compareJournals(journals: readonly Journal[]): Difference | undefined {
  const [first, ...others] = journals.toSorted((a, b) => Number(isBroken(a)) - Number(isBroken(b)))
  if (!first) return undefined
  for (const other of [...others, first]) {
    if (other.breach) return breachDifference(other, others.length > 0 ? first : other)
  }
  for (const other of others) {
    const found = between(first, other)
    if (found) return found
  }
  return undefined
}

function breachDifference(other: Journal, first: Journal): Difference {
  const { key = '', what = '' } = other.breach ?? {}
  const operation = other.entries.find((entry) => entry.key === key)?.operation ?? ''
  return { key, operation, what: `${other.server}: ${what}`, servers: [other, first] }
}

/** What the model leaves open has to be the same as well, where the same was predicted. */
function between(first: Journal, other: Journal): Difference | undefined {
  const known = new Map(first.entries.map((entry) => [entry.key, entry]))
  for (const entry of other.entries) {
    const twin = known.get(entry.key)
    if (!twin || twin.prediction !== entry.prediction) continue
    const what = differenceOf(twin, entry, [first.server, other.server])
    if (what !== undefined) {
      return { key: entry.key, operation: entry.operation, what, servers: [other, first] }
    }
  }
  return undefined
}

function differenceOf(
  { normal: a, prediction }: Entry,
  { normal: b }: Entry,
  [first, second]: [string, string],
): string | undefined {
  const names = [...new Set([...Object.keys(a.headers), ...Object.keys(b.headers)])]
  // A list of which the model knows only a part has its own links at every server: none are predicted.
  const hasOwnLinks = !prediction.includes('"link":')
  const name = names.find((one) => a.headers[one] !== b.headers[one] && !(hasOwnLinks && one === 'link'))
  const show = (text: string | undefined) => (text === undefined ? 'absent' : JSON.stringify(text))
  if (name !== undefined) {
    return `header ${name} is ${show(a.headers[name])} at ${first} and ${show(b.headers[name])} at ${second}`
  }
  // Bodies with a choice left open were each held to the model; `"items":{"items"` is a list in any order.
  const isOpen = /"(why|options)":|"items":\{"items":|"symbol":"__body/.test(prediction)
  if (isOpen || isDeepStrictEqual(a.body, b.body)) return undefined
  return `body is ${JSON.stringify(a.body)} at ${first} and ${JSON.stringify(b.body)} at ${second}`
}

function isBroken({ breach }: Journal): boolean {
  return breach !== undefined
}
