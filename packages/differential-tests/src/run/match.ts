import { isDeepStrictEqual } from 'node:util'
import { isModelTime, parseSymbol } from '../model/symbols.ts'
import {
  Anything,
  OneOf,
  Pattern,
  SameBody,
  type Template,
  Unordered,
  VersionNumber,
} from '../model/template.ts'
import { type Bindings, whyNot } from './bindings.ts'
import { fill } from './fill.ts'
import { normalised } from './normalise.ts'

/** What came of holding a value to a template: what is new behind symbols, or what is wrong. */
export type Match = { bindings: Bindings } | { wrong: string }

/**
 * Holds what a server sent to what the contract says.
 * @param path where in the answer it is, for the reader
 */
export function match(template: Template, actual: unknown, { bindings, path }: Place): Match {
  if (template instanceof Pattern) return matchPattern(template, actual, { bindings, path })
  if (template instanceof Anything) return { bindings }
  if (template instanceof OneOf) return matchOneOf(template, actual, { bindings, path })
  if (template instanceof Unordered) return matchUnordered(template, actual, { bindings, path })
  if (template instanceof VersionNumber) return matchSymbol(template.symbol, actual, { bindings, path })
  if (template instanceof SameBody) return matchSame(template, actual, { bindings, path })
  if (typeof template === 'string') return matchText(template, actual, { bindings, path })
  if (isList(template)) return matchList(template, actual, { bindings, path })
  if (template !== null && typeof template === 'object')
    return matchObject(template, actual, { bindings, path })
  return Object.is(template, actual) ? { bindings } : wrong(path, template, actual)
}

export interface Place {
  bindings: Bindings
  path: string
}

export function wrong(path: string, expected: unknown, actual: unknown): { wrong: string } {
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))
  return { wrong: `${path} is ${show(actual)} and not ${show(expected)}` }
}

function matchPattern({ pattern }: Pattern, actual: unknown, { bindings, path }: Place): Match {
  const isRight = typeof actual === 'string' && pattern.test(actual)
  return isRight ? { bindings } : wrong(path, String(pattern), actual)
}

function matchOneOf({ options }: OneOf, actual: unknown, place: Place): Match {
  for (const option of options) {
    const found = match(option, actual, place)
    if ('bindings' in found) return found
  }
  return wrong(place.path, options, actual)
}

/** Each item of the template takes the first one left that fits. */
function matchUnordered({ items }: Unordered, actual: unknown, { bindings, path }: Place): Match {
  if (!Array.isArray(actual) || actual.length !== items.length) return wrong(path, items, actual)
  const left = [...actual]
  let known = bindings
  for (const item of items) {
    const at = left.findIndex((one) => 'bindings' in match(item, one, { bindings: known, path }))
    const found = match(item, left[at], { bindings: known, path })
    if (at === -1 || 'wrong' in found)
      return { wrong: `${path} lacks ${JSON.stringify(item)}: ${JSON.stringify(normalised(left, known))}` }
    known = found.bindings
    left.splice(at, 1)
  }
  return { bindings: known }
}

function matchSame({ symbol }: SameBody, actual: unknown, { bindings, path }: Place): Match {
  const first = bindings.get(symbol)
  return isDeepStrictEqual(first, actual) ? { bindings } : wrong(path, first, actual)
}

function matchText(template: string, actual: unknown, { bindings, path }: Place): Match {
  const versioned = /^"(__version\.[a-z0-9.-]+__)"$/.exec(template)?.[1]
  if (versioned !== undefined) {
    const [, digits] = /^"(\d+)"$/.exec(typeof actual === 'string' ? actual : '') ?? []
    if (digits === undefined) return wrong(path, 'an ETag', actual)
    return matchSymbol(versioned, Number(digits), { bindings, path })
  }
  if (parseSymbol(template) || isModelTime(template)) return matchSymbol(template, actual, { bindings, path })
  const expected = fill(template, bindings)
  return expected === actual ? { bindings } : wrong(path, expected, actual)
}

function matchSymbol(symbol: string, actual: unknown, { bindings, path }: Place): Match {
  if (bindings.has(symbol)) {
    const known = bindings.get(symbol)
    return known === actual ? { bindings } : wrong(path, known, actual)
  }
  const why = whyNot(bindings, symbol, actual)
  if (why !== undefined) return { wrong: `${path} is ${JSON.stringify(actual)}, which ${why}` }
  return { bindings: new Map(bindings).set(symbol, actual) }
}

function matchList(template: readonly Template[], actual: unknown, { bindings, path }: Place): Match {
  if (!Array.isArray(actual)) return wrong(path, template, actual)
  if (actual.length !== template.length) {
    return { wrong: `${path} has ${actual.length} items and not ${template.length}` }
  }
  let known = bindings
  for (const [index, item] of template.entries()) {
    const found = match(item, actual[index], { bindings: known, path: `${path}/${index}` })
    if ('wrong' in found) return found
    known = found.bindings
  }
  return { bindings: known }
}

function matchObject(template: { readonly [name: string]: Template }, actual: unknown, place: Place): Match {
  const { path } = place
  if (actual === null || typeof actual !== 'object' || Array.isArray(actual))
    return wrong(path, template, actual)
  let { bindings } = place
  for (const [name, value] of Object.entries(template)) {
    const own: unknown = Object.hasOwn(actual, name) ? Reflect.get(actual, name) : undefined
    const found = match(value, own, { bindings, path: `${path}/${name}` })
    if ('wrong' in found) return found
    bindings = found.bindings
  }
  const surplus = Object.keys(actual).find((name) => !Object.hasOwn(template, name))
  return surplus === undefined ? { bindings } : { wrong: `${path} has ${surplus}, which is not predicted` }
}

/** Array.isArray() does not know read-only ones. */
function isList(template: Template): template is readonly Template[] {
  return Array.isArray(template)
}
