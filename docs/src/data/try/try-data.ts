import { presentApps } from '@backend-rosetta/cli/apps'
import { type Example, examples } from '@backend-rosetta/contract/examples'
import { type OperationId, operation, operationIds } from '@backend-rosetta/contract/operations'
import { demoAdmin, demoCustomers } from '@backend-rosetta/database/demo'
import type { Draft, Person, TryData, TryExample } from '../../scripts/try/types.ts'

// What the plainest request of an operation without an example is, where its path does not say it.
const plainBodies: Partial<Record<OperationId, object>> = {
  logOut: { refreshToken: '{{refreshToken}}' },
  deliverOrder: {},
}

const plainTargets: Partial<Record<OperationId, string>> = {
  deliverOrder: '/api/v1/orders/{{shippedOrderId}}/deliver',
  getProblem: '/problems/validation_failed',
}

/** Everything that the page needs to send requests, as JSON for the browser. */
export const tryData: TryData = {
  apps: presentApps().map(({ name, port }) => ({
    name,
    url: `http://127.0.0.1:${port}`,
    command: `npm start -- ${name}`,
  })),
  people: [
    { id: 'anonymous', label: 'nobody' },
    personOf('customer', 'customer', demoCustomers.ada),
    personOf('other', 'another customer', demoCustomers.grace),
    personOf('admin', 'admin', demoAdmin),
  ],
  operations: operationIds.map((id) => {
    const { method, summary, tag, body } = operation(id)
    return { id, method, summary, tag, hasBody: body !== undefined }
  }),
  examples: operationIds.flatMap(examplesOf),
}

function personOf(
  id: string,
  role: string,
  { name, email, password }: { name: string; email: string; password: string },
): Person {
  return { id, label: `${name}, ${role}`, login: { email, password } }
}

/** Those of the contract; where it has none, the plainest request. */
function examplesOf(id: OperationId): TryExample[] {
  const own = examples.filter((example) => example.operation === id)
  if (own.length > 0) return own.map(toExample)
  const { summary, path } = operation(id)
  return [{ name: 'plain', operation: id, summary, draft: plainDraft(id, path) }]
}

function toExample({ name, summary, operation: id, as, path, query, headers, body }: Example): TryExample {
  const search = Object.entries(query ?? {}).map(([key, value]) => `${key}=${value}`)
  const target = operation(id).path.replaceAll(/\{(\w+)\}/g, (_, key: string) => path?.[key] ?? `{{${key}}}`)
  const draft: Draft = {
    as,
    target: search.length > 0 ? `${target}?${search.join('&')}` : target,
    headers: Object.entries(headers ?? {})
      .map(([key, value]) => `${key}: ${value}`)
      .join('\n'),
    body: body === undefined ? '' : JSON.stringify(body, null, 2),
  }
  return { name, operation: id, summary, draft }
}

function plainDraft(id: OperationId, path: string): Draft {
  const { auth } = operation(id)
  const owner = path.includes('/users/{id}') ? 'admin' : 'customer'
  const body = plainBodies[id]
  return {
    as: { public: 'anonymous', user: owner, admin: 'admin' }[auth],
    target: plainTargets[id] ?? path.replace('{id}', `{{${resourceOf(path)}Id}}`),
    headers: '',
    body: body ? JSON.stringify(body, null, 2) : '',
  }
}

/** `product` for a path below `/products`. */
function resourceOf(path: string): string {
  return /\/(product|order|user)s\//.exec(path)?.[1] ?? ''
}
