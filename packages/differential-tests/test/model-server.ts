import { once } from 'node:events'
import http from 'node:http'
import type { Answer } from '../src/model/answer.ts'
import { nextStep, predict } from '../src/model/predict.ts'
import type { ModelRequest } from '../src/model/request.ts'
import { orderTemplate, versionSymbol } from '../src/model/resources.ts'
import { findRoute } from '../src/model/route.ts'
import { emptyState, type State } from '../src/model/state.ts'
import { symbolOf } from '../src/model/symbols.ts'
import type { Server } from '../src/run/server.ts'
import { jsonOf } from './json-of.ts'

/** What can be wrong with the server: mistakes that real ones make. */
export type Bug = 'ignores-if-match' | 'forgets-no-store' | 'two-faults-are-one' | 'stops-answering'

const admin = { email: 'root@example.com', password: 'correct horse battery root' }

/** A server that answers as the model says: symbols are identifiers as good as any. With bugs on demand. */
export async function startModelServer(name: string, ...bugs: Bug[]): Promise<Server & AsyncDisposable> {
  let state = stateWithAdmin()
  let requests = 0
  const firstBodies = new Map<string, unknown>()
  const server = http.createServer(async (message, response) => {
    const request = spoiled(await modelRequest(message, state), bugs)
    requests += 1
    const [outcome] = predict(nextStep(state), request, `r${requests}`)
    if (!outcome || (bugs.includes('stops-answering') && message.url?.includes('/cancel'))) {
      message.destroy()
      return
    }
    state = outcome.state
    send(response, { request, answer: spoiledAnswer(settled(outcome.answer, state), bugs), firstBodies })
  })
  // Longer than any client of a busy machine leaves a connection idle.
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return {
    name,
    url: `http://127.0.0.1:${address.port}`,
    admin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function stateWithAdmin(): State {
  const state = emptyState('')
  const version = { number: 1, rank: 1 }
  const person = { ...admin, name: 'root', role: 'admin' as const, active: true, deleted: false }
  state.users.push({ id: symbolOf('user', 'r0'), ...person, createdAt: '1970-01-01T00:00:00.000Z', version })
  return state
}

async function modelRequest(message: http.IncomingMessage, state: State): Promise<ModelRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes)
  const fields = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  const { method = 'GET', url: target = '/' } = message
  const headers: Record<string, string> = Object.fromEntries(fields)
  const request = { method, target, headers, body: isText ? text : bytes.toString('latin1'), bytes: !isText }
  return withVersions(request, state)
}

/** ETags as the model writes them: only the current version of a resource has a name. */
function withVersions(request: ModelRequest, state: State): ModelRequest {
  const all = [...state.users, ...state.products, ...state.orders]
  const [, login] = /__access\.(r\d+)[._]/.exec(request.headers['authorization'] ?? '') ?? []
  const caller = state.logins.find(({ name }) => name === login)
  const id = request.target.includes('/users/me') ? caller?.userId : undefined
  const subject = all.find((one) => one.id === id || request.target.includes(one.id))
  if (!subject) return request
  const tag = new RegExp(`"${subject.version.number}"`, 'g')
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    name.startsWith('if-') ? value.replaceAll(tag, `"${versionSymbol(subject)}"`) : value,
  ])
  return { ...request, headers: Object.fromEntries(headers) }
}

function spoiled(request: ModelRequest, bugs: readonly Bug[]): ModelRequest {
  if (!bugs.includes('ignores-if-match') || request.headers['if-match'] === undefined) return request
  return { ...request, headers: { ...request.headers, 'if-match': '*' } }
}

/** An order is settled at once here. */
function settled(answer: Answer, { orders }: State): Answer {
  const order = orders.find(({ id }) => id === answer.settles)
  if (!order) return answer
  const etag = `"${versionSymbol(order)}"`
  return { ...answer, headers: { ...answer.headers, etag }, body: orderTemplate(order) }
}

function spoiledAnswer(answer: Answer, bugs: readonly Bug[]): Answer {
  const { headers, body } = answer
  if (bugs.includes('forgets-no-store')) {
    const { 'cache-control': _, ...rest } = headers
    return { ...answer, headers: rest }
  }
  const errors = body !== null && typeof body === 'object' && 'errors' in body ? body['errors'] : undefined
  if (bugs.includes('two-faults-are-one') && errors !== undefined) {
    const [first] = [jsonOf(errors, 'errors')].flat()
    return { ...answer, body: { ...Object(body), errors: [first] } }
  }
  return answer
}

interface Sending {
  request: ModelRequest
  answer: Answer
  firstBodies: Map<string, unknown>
}

function send(response: http.ServerResponse, { request, answer, firstBodies }: Sending): void {
  const { status, headers, body, settles } = answer
  const routed = findRoute(request)
  const name = 'route' in routed ? routed.route.operation : ''
  const json = body === undefined ? undefined : jsonOf(body, name, firstBodies)
  if (status === 201 && settles !== undefined) firstBodies.set(settles.replace('__order', '__body'), json)
  const requestId = String(jsonOf(headers['x-request-id'] ?? null, 'x-request-id'))
  const own = {
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Origin',
    'X-Request-Id': requestId,
    ...(headers['content-type'] !== undefined && { 'Content-Type': mediaType(request, status) }),
    ...replayedEtag(json, status),
    ...('allow' in routed && { Allow: routed.allow.join(', ') }),
  }
  response.setHeaders(new Headers(own))
  for (const [name, template] of Object.entries(headers)) {
    if (template !== null && !response.hasHeader(name))
      response.setHeader(name, String(jsonOf(template, name)))
  }
  const complete = status >= 400 ? { ...Object(json), requestId } : json
  response.writeHead(status).end(json === undefined ? undefined : JSON.stringify(complete))
}

/** Of the first answer, which a replay repeats. */
function replayedEtag(json: unknown, status: number): { ETag?: string } {
  const version = json !== null && typeof json === 'object' && 'version' in json ? json.version : undefined
  return status === 201 ? { ETag: `"${version}"` } : {}
}

function mediaType({ target }: ModelRequest, status: number): string {
  if (status >= 400) return 'application/problem+json'
  return /^\/(docs|problems|metrics)/.test(target) ? 'text/html' : 'application/json'
}
