import type { Draft, TryExample } from './types.ts'

/** The request that the page shows: an example, and what was changed in it. */
export interface State {
  operation: string
  example: string
  draft: Draft
}

const parts = ['as', 'target', 'headers', 'body'] as const satisfies readonly (keyof Draft)[]

/** The request that an address names; what it does not name is as in the example. */
export function readState(search: string, examples: readonly TryExample[]): State {
  const query = new URLSearchParams(search)
  const operation = query.get('operation')
  const own = examples.filter((example) => example.operation === operation)
  const example = own.find(({ name }) => name === query.get('example')) ?? own[0] ?? firstOf(examples)
  const draft = { ...example.draft }
  if (own.length > 0) for (const part of parts) draft[part] = query.get(part) ?? draft[part]
  return { operation: example.operation, example: example.name, draft }
}

/** The query that names this request. */
export function stateQuery({ operation, example, draft }: State, examples: readonly TryExample[]): string {
  const begun = examples.find((other) => other.operation === operation && other.name === example)?.draft
  const changed = parts.filter((part) => draft[part] !== begun?.[part])
  const query = new URLSearchParams([
    ['operation', operation],
    ['example', example],
    ...changed.map((part) => [part, draft[part]] as [string, string]),
  ])
  return `?${query}`
}

function firstOf(examples: readonly TryExample[]): TryExample {
  const first = examples.find(({ operation }) => operation === 'placeOrder') ?? examples[0]
  if (!first) throw new Error('There are no examples.')
  return first
}
