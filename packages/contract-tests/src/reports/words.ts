import { STATUS_CODES } from 'node:http'
import { loadClauses } from '@backend-rosetta/contract/clauses'
import type { Exchange } from '../http/exchange.ts'

const clauses = new Map(loadClauses().map((clause) => [clause.id, clause]))

/** A clause in one line: `ORD-3 Stock: Stock is taken once …`, cut after `length` characters. */
export function clauseLine(id: string, length = 240): string {
  const clause = clauses.get(id)
  if (!clause) return id
  const text = clause.text.replaceAll(/\s+/g, ' ')
  return `${id} ${clause.title}: ${text.length > length ? `${text.slice(0, length)}…` : text}`
}

export function clauseTitle(id: string): string {
  return clauses.get(id)?.title ?? ''
}

/** A number with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The request as it went out, with long bodies cut. */
export function sentLines({ request }: Exchange): string[] {
  const { method, url, headers, body } = request
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${cut(one, 120)}`),
  )
  return [`${method} ${url}`, ...fields, ...bodyLines(body)]
}

/** The header fields that the contract speaks of; the others would bury them. */
const shownHeaders =
  /^(content-type|location|link|allow|etag|cache-control|retry-after|www-authenticate|x-request-id|idempotency-replayed|x-content-type-options|x-powered-by|vary|access-control-.*)$/i

/** The answer as it came without header fields that do not matter, or why there is none. */
export function answerLines({ response, failure, milliseconds }: Exchange): string[] {
  if (!response) return [failure ? `no answer: ${failure}` : 'no answer']
  const { status, headers, body } = response
  return [
    `${status} ${STATUS_CODES[status] ?? ''} after ${Math.round(milliseconds)} ms`,
    ...headers.flatMap(([name, value]) => (shownHeaders.test(name) ? [`${name}: ${cut(value, 120)}`] : [])),
    ...bodyLines(body),
  ]
}

function bodyLines(body: string | undefined): string[] {
  return body ? cut(body, 1500).split('\n') : []
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text
}
