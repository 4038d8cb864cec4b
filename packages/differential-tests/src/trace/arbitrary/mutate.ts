import fc from 'fast-check'
import { hostileValue, strangeName } from './values.ts'

/** A change to a body: at the nth value of it, counted from the outside in. */
export interface Mutation {
  at: number
  how: 'replace' | 'remove' | 'add' | 'wrap'
  value: unknown
  name: string
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(20),
  how: fc.constantFrom('replace', 'remove', 'add', 'replace', 'wrap'),
  value: hostileValue,
  name: strangeName,
})

/** A body as it is, mostly; else with one or two faults. */
export function mutated(body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const mutations = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Mutation[]>([]) },
    { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 2 }) },
  )
  return fc.tuple(body, mutations).map(([value, changes]) => changes.reduce(mutate, value))
}

export function mutate(body: unknown, mutation: Mutation): unknown {
  const paths = pathsOf(body)
  const path = paths[mutation.at % paths.length] ?? []
  return changeAt(body, path, mutation)
}

type Path = readonly (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path]
  const own = Object.entries(value).map(([name, inner]) => pathsOf(inner, [...path, name]))
  return [path, ...own.flat()]
}

function changeAt(value: unknown, [name, ...rest]: Path, mutation: Mutation): unknown {
  if (name === undefined) return change(value, mutation)
  if (value === null || typeof value !== 'object') return value
  const removes = rest.length === 0 && mutation.how === 'remove'
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (key !== name) return [[key, inner]]
    return removes ? [] : [[key, changeAt(inner, rest, mutation)]]
  })
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

function change(value: unknown, { how, value: other, name }: Mutation): unknown {
  if (how === 'wrap') return [value]
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value)
  // Object.fromEntries() makes a property of __proto__, too.
  if (how === 'add' && isObject) return Object.fromEntries([...Object.entries(value), [name, other]])
  return other
}
