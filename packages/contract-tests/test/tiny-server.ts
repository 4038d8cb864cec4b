import { once } from 'node:events'
import http from 'node:http'
import { registerSchema } from '@backend-rosetta/contract/auth'
import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import type { User } from '@backend-rosetta/contract/users'
import { toFaults } from '@backend-rosetta/contract/validation'
import * as z from 'zod'
import type { Target } from '../src/target.ts'

/** What can be wrong with the tiny server: each one is a mistake that real servers make. */
export type Bug =
  | 'another-api'
  | 'refuses-admin'
  | 'admin-is-customer'
  | 'no-request-id'
  | 'html-errors'
  | 'leaks-hash'
  | 'wrong-status'
  | 'problem-status-differs'
  | 'duplicate-emails'
  | 'shows-stack'
  | 'drops-connection'
  | 'never-answers'
  | 'etag-without-quotes'
  | 'any-name'

export const admin = { email: 'admin@example.com', password: 'correct horse battery admin' }

interface TinyServer {
  target: Target
  /** Method and path of what came in. */
  requests: string[]
  close(): Promise<void>
}

interface Account extends User {
  password: string
}

interface State {
  has(bug: Bug): boolean
  users: Map<string, Account>
  requests: string[]
}

interface Reply {
  status: number
  body?: object
  headers?: Record<string, string>
  problem?: ProblemCode
}

/** Health, registration, login and the own account, as small as they can be, with bugs on demand. */
export async function startTinyServer(...bugs: Bug[]): Promise<TinyServer> {
  const state: State = { has: (bug) => bugs.includes(bug), users: new Map(), requests: [] }
  addUser(state, { ...admin, name: 'Admin' }, state.has('admin-is-customer') ? 'customer' : 'admin')
  const server = http.createServer((request, response) => serve(state, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return {
    target: { name: 'tiny', baseUrls: [`http://127.0.0.1:${address.port}`], admin },
    requests: state.requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function serve(
  state: State,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  state.requests.push(`${request.method} ${request.url}`)
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  const registers = request.url?.endsWith('/register') === true
  if (registers && state.has('drops-connection')) request.socket.destroy()
  else if (!registers || !state.has('never-answers'))
    send(state, request, response, replyTo(state, request, text))
}

function replyTo(state: State, request: http.IncomingMessage, text: string): Reply {
  switch (`${request.method} ${request.url}`) {
    case 'GET /health/live':
      return { status: 200, body: state.has('another-api') ? { up: true } : { status: 'ok' } }
    case 'GET /health/ready':
      return { status: 200, body: { status: 'ok', checks: { database: 'ok' } } }
    case 'POST /api/v1/auth/register':
      return register(state, JSON.parse(text))
    case 'POST /api/v1/auth/login':
      return logIn(state, JSON.parse(text))
    case 'GET /api/v1/users/me':
      return readMe(state, request.headers.authorization)
    default:
      return { status: 404, problem: 'not_found' }
  }
}

function register(state: State, body: unknown): Reply {
  if (state.has('shows-stack')) {
    const detail = 'TypeError: no such column\n    at register (/srv/app/users.js:12:3)'
    return { status: 500, problem: 'internal_error', body: { detail } }
  }
  const schema = state.has('any-name') ? registerSchema.extend({ name: z.string() }) : registerSchema
  const parsed = schema.safeParse(body)
  if (!parsed.success) {
    const errors = toFaults(parsed.error.issues, { in: 'body', input: body })
    return { status: 422, problem: 'validation_failed', body: { errors } }
  }
  const taken = [...state.users.values()].some(({ email }) => email === parsed.data.email)
  if (taken && !state.has('duplicate-emails')) return { status: 409, problem: 'email_taken' }
  const user = addUser(state, parsed.data, 'customer')
  const reply = userReply(state, user)
  const headers = { ...reply.headers, Location: `/api/v1/users/${user.id}` }
  return { ...reply, status: state.has('wrong-status') ? 200 : 201, headers }
}

function addUser(
  state: State,
  account: Pick<Account, 'email' | 'name' | 'password'>,
  role: User['role'],
): Account {
  const id = `user-${state.users.size}`
  const now = new Date().toISOString()
  const user = { id, ...account, role, active: true, createdAt: now, updatedAt: now, version: 1 }
  state.users.set(id, user)
  return user
}

function logIn(state: State, { email, password }: Partial<Account>): Reply {
  const user = [...state.users.values()].find((one) => one.email === email && one.password === password)
  if (!user || state.has('refuses-admin')) return { status: 401, problem: 'invalid_credentials' }
  const pair = {
    accessToken: user.id,
    tokenType: 'Bearer',
    expiresIn: 900,
    refreshToken: `refresh-${user.id}`,
  }
  return { status: 200, body: pair }
}

function readMe(state: State, authorization = ''): Reply {
  const user = state.users.get(authorization.replace('Bearer ', ''))
  return user ? userReply(state, user) : { status: 401, problem: 'unauthenticated' }
}

function userReply(state: State, { password, ...user }: Account): Reply {
  const body = state.has('leaks-hash') ? { ...user, passwordHash: `$argon2id$${password.length}` } : user
  const etag = state.has('etag-without-quotes') ? String(user.version) : `"${user.version}"`
  return { status: 200, body, headers: { ETag: etag, 'Cache-Control': 'no-store' } }
}

function send(
  state: State,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  reply: Reply,
): void {
  const requestId = `request-${state.requests.length}`
  const html = reply.problem !== undefined && state.has('html-errors')
  const type = html ? 'text/html' : reply.problem ? 'application/problem+json' : 'application/json'
  response.writeHead(reply.status, {
    'X-Content-Type-Options': 'nosniff',
    ...(!state.has('no-request-id') && { 'X-Request-Id': requestId }),
    'Content-Type': type,
    ...reply.headers,
  })
  const body = reply.problem ? problemBody(state, reply, { instance: request.url, requestId }) : reply.body
  response.end(html ? `<h1>${reply.status}</h1>` : JSON.stringify(body))
}

function problemBody(state: State, { problem, status, body }: Reply, rest: object): object {
  if (!problem) return {}
  return {
    type: `/problems/${problem}`,
    title: problems[problem].title,
    status: state.has('problem-status-differs') ? 400 : status,
    detail: 'It did not work.',
    code: problem,
    ...rest,
    ...body,
  }
}
