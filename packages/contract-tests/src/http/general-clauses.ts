import { requestIdPattern } from '@backend-rosetta/contract/headers'
import { type OperationId, operation, problemsOf } from '@backend-rosetta/contract/operations'
import { problems } from '@backend-rosetta/contract/problem-codes'
import { problemSchema } from '@backend-rosetta/contract/problems'
import type * as z from 'zod'
import type { Answer, Breach } from './exchange.ts'
import { openApiFaults } from './openapi.ts'

type Unchecked = Omit<Answer, 'breaches'>

/** What every answer has to keep, whatever it answers. */
export function breachesOf(answer: Unchecked): Breach[] {
  return [...headerBreaches(answer), ...bodyBreaches(answer), ...leaks(answer)]
}

function headerBreaches({ headers }: Unchecked): Breach[] {
  const breaches: Breach[] = []
  const requestId = headers['x-request-id']
  if (requestId === undefined) breach('HTTP-9', 'the answer has no X-Request-Id')
  else if (!requestIdPattern.test(requestId)) breach('HTTP-9', `X-Request-Id is ${JSON.stringify(requestId)}`)
  if (headers['x-content-type-options']?.toLowerCase() !== 'nosniff') {
    breach('HTTP-11', 'the answer has no "X-Content-Type-Options: nosniff"')
  }
  if (headers['x-powered-by'] !== undefined) breach('HTTP-11', 'the answer has an X-Powered-By')
  return breaches

  function breach(clause: string, message: string): void {
    breaches.push({ clause, message })
  }
}

function bodyBreaches(answer: Unchecked): Breach[] {
  const { operation: id, status, exchange } = answer
  const declared = id && operation(id).answers[status]
  if (id && declared) return declaredBreaches(id, answer)
  if (status >= 400) return problemBreaches(answer)
  if (id && status !== 204 && exchange.request.method !== 'HEAD') {
    return [bodyBreach('OPS-3', `${id} has no answer ${status} in the contract`)]
  }
  return []
}

function declaredBreaches(id: OperationId, answer: Unchecked): Breach[] {
  const { status, headers, body, exchange } = answer
  const { auth, answers, clauses } = operation(id)
  const { schema, headers: promised = [] } = answers[status] ?? {}
  const breaches: Breach[] = []
  for (const name of ['ETag', 'Location'] as const) {
    if (!promised.includes(name) || headers[name.toLowerCase()] !== undefined) continue
    breaches.push({ clause: name === 'ETag' ? 'VER-1' : 'HTTP-13', message: `the answer has no ${name}` })
  }
  if (auth !== 'public' && !headers['cache-control']?.includes('no-store')) {
    breaches.push({ clause: 'HTTP-11', message: 'the answer has no "Cache-Control: no-store"' })
  }
  const isStream = headers['content-type']?.startsWith('text/event-stream')
  if (!schema || isStream || exchange.request.method === 'HEAD') return breaches
  breaches.push(...schemaBreaches(id, answer, schema))
  const version = body && typeof body === 'object' && 'version' in body ? body.version : undefined
  if (promised.includes('ETag') && version !== undefined && headers['etag'] !== `"${version}"`) {
    breaches.push({ clause: 'VER-1', message: `the ETag of version ${version} is ${headers['etag']}` })
  }
  return breaches.map((breach) => ({ ...breach, clause: breach.clause || clauses[0] || 'OPS-3' }))
}

/** The clause stays empty: it is that of the operation. */
function schemaBreaches(id: OperationId, answer: Unchecked, schema: z.ZodType): Breach[] {
  const type = answer.headers['content-type']
  if (!isMediaType(type, 'application/json')) {
    return [bodyBreach('HTTP-1', `the Content-Type is ${type ?? 'absent'} instead of application/json`)]
  }
  const parsed = schema.safeParse(answer.body)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => bodyBreach('', `${pointer(path)}: ${message}`))
  }
  return openApiFaults(id, answer.status, answer.body).map((fault) =>
    bodyBreach('OPS-3', `OpenAPI document: ${fault}`),
  )
}

function problemBreaches(answer: Unchecked): Breach[] {
  const { operation: id, status, headers, body, exchange } = answer
  if (exchange.request.method === 'HEAD') return []
  if (!isMediaType(headers['content-type'], 'application/problem+json')) {
    const type = headers['content-type'] ?? 'absent'
    return [
      bodyBreach(
        'HTTP-4',
        `the Content-Type of the ${status} is ${type} instead of application/problem+json`,
      ),
    ]
  }
  const parsed = problemSchema.safeParse(body)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) =>
      bodyBreach('HTTP-4', `problem${pointer(path)}: ${message}`),
    )
  }
  const problem = parsed.data
  const expected = {
    status,
    type: `/problems/${problem.code}`,
    instance: instanceOf(exchange.request, problem.instance),
    requestId: headers['x-request-id'] ?? problem.requestId,
  }
  const wrong = Object.entries(expected).flatMap(([name, value]) => {
    const actual: unknown = Reflect.get(problem, name)
    return actual === value ? [] : [`problem/${name} is ${JSON.stringify(actual)} instead of ${value}`]
  })
  if (problems[problem.code].status !== status) wrong.push(`${problem.code} came with status ${status}`)
  if ((problem.code === 'validation_failed') !== (problem.errors !== undefined)) {
    wrong.push('problem/errors belongs to validation_failed and only to it')
  }
  if (id && !problemsOf(id).includes(problem.code)) wrong.push(`${id} does not answer with ${problem.code}`)
  return wrong.map((message) => bodyBreach('HTTP-4', message))
}

/** What a server error must not show: a stack, a path of the server, SQL, the name of a driver's error. */
const traces =
  /\bat \S+ \(|\.[jt]s:\d+|node_modules|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+["\w]+|ECONNREFUSED|goroutine \d|Traceback|Exception\b/

function leaks({ status, text }: Unchecked): Breach[] {
  const found = status >= 500 ? traces.exec(text) : null
  return found ? [{ clause: 'HTTP-10', message: `the ${status} shows ${JSON.stringify(found[0])}` }] : []
}

function bodyBreach(clause: string, message: string): Breach {
  return { clause, message, body: true }
}

function isMediaType(type: string | undefined, expected: string): boolean {
  return type?.split(';', 1)[0]?.trim().toLowerCase() === expected
}

/** The path as it was sent or without its dot segments: platforms with web-standard requests know no other. */
function instanceOf({ method, url }: { method: string; url: string }, actual: string): string {
  // What was written to a bare connection may have no path.
  if (method === 'RAW') return actual
  return actual === new URL(url).pathname ? actual : pathOf(url)
}

function pathOf(url: string): string {
  return /^https?:\/\/[^/]*([^?#]*)/.exec(url)?.[1] || '/'
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('')
}
