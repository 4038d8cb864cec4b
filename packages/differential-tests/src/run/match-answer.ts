import type { Answer } from '../model/answer.ts'
import { parseSymbol, symbolOf } from '../model/symbols.ts'
import type { Template } from '../model/template.ts'
import type { Bindings } from './bindings.ts'
import { type Match, match, wrong } from './match.ts'
import type { Received } from './send.ts'

/** Holds an answer to what was predicted: status, body, then the headers. */
export function matchAnswer(answer: Answer, received: Received, bindings: Bindings): Match {
  if (received.status !== answer.status) {
    const { wrong: what } = wrong('status', answer.status, received.status)
    return { wrong: `${what}${codeIn(received.body)}` }
  }
  const found = matchBody(answer, received, bindings)
  if ('wrong' in found) return found
  let known = found.bindings
  for (const [name, template] of Object.entries(answer.headers)) {
    const header = matchHeader(name, template, { received, bindings: known })
    if ('wrong' in header) return header
    known = header.bindings
  }
  return { bindings: remember(answer, received, known) }
}

function matchBody({ body }: Answer, received: Received, bindings: Bindings): Match {
  if (body !== undefined) return match(body, received.body, { bindings, path: 'body' })
  return received.text === '' ? { bindings } : wrong('body', undefined, received.text)
}

interface HeaderPlace {
  received: Received
  bindings: Bindings
}

function matchHeader(name: string, template: Template, { received, bindings }: HeaderPlace): Match {
  const actual = received.headers[name]
  const path = `header ${name}`
  if (template === null) return actual === undefined ? { bindings } : wrong(path, undefined, actual)
  if (name === 'link' && typeof template === 'string') {
    return match(parseLinks(template), parseLinks(actual ?? ''), { bindings, path })
  }
  return match(template, actual, { bindings, path })
}

/** By relation: the path, and the query with its parameters decoded and in one order. Source: RFC 8288, LIST-3. */
function parseLinks(header: string): Record<string, string | Record<string, string>> {
  const links = [...header.matchAll(/<([^>]*)>\s*;\s*rel="?([a-z]+)"?/g)]
  return Object.fromEntries(
    links.map(([, target = '', relation = '']) => {
      const [path = '', search = ''] = target.split(/\?(.*)/s)
      const parameters = [...new URLSearchParams(search)].toSorted(([a], [b]) => (a < b ? -1 : 1))
      return [relation, { path, ...Object.fromEntries(parameters.map(([key, value]) => [`?${key}`, value])) }]
    }),
  )
}

/** The first answer to an order is what every replay repeats (IDEM-1). */
function remember({ status, settles = '' }: Answer, { body }: Received, bindings: Bindings): Bindings {
  const name = parseSymbol(settles)?.name
  if (status !== 201 || name === undefined) return bindings
  return new Map(bindings).set(symbolOf('body', name), body)
}

function codeIn(body: unknown): string {
  const code = body !== null && typeof body === 'object' && 'code' in body ? body.code : undefined
  return typeof code === 'string' ? ` (${code})` : ''
}
