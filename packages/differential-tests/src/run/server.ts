import { tokenPairSchema } from '@backend-rosetta/contract/auth'
import { pathOf } from '@backend-rosetta/contract/operations'
import { userSchema } from '@backend-rosetta/contract/users'
import * as z from 'zod'
import { DifferentialError } from '../differential-error.ts'
import { emptyState, type State, type User } from '../model/state.ts'
import { rootAccess, rootUser } from '../trace/resolve.ts'
import type { Bindings } from './bindings.ts'
import { secretSymbol } from './forge.ts'
import { type Received, send } from './send.ts'

/** A server that takes part. */
export interface Server {
  name: string
  /** Its origin, such as `http://127.0.0.1:3001`. */
  url: string
  /** An admin that exists; traces do not change it. */
  admin: { email: string; password: string }
  /** What it signs access tokens with, where that is known. */
  jwtSecret?: string
  /** The gateway that it charges at: its ledger is compared with the orders. */
  gatewayUrl?: string
}

/** A server whose admin is logged in. */
export interface OpenServer extends Server {
  /** What every trace begins with. */
  begin(tag: string): Promise<{ state: State; bindings: Bindings }>
}

/** Milliseconds; access tokens are valid for 15 minutes unless configured otherwise. */
const tokenAge = 240_000

/**
 * Logs the admin in, again when the token grows old.
 * @throws DifferentialError when it does not get there
 */
export function openServer(server: Server, signal: AbortSignal): OpenServer {
  let token = ''
  let until = 0
  let me: z.infer<typeof userSchema> | undefined

  async function logIn(): Promise<void> {
    const headers = { 'Content-Type': 'application/json' }
    const login = {
      method: 'POST',
      target: pathOf('logIn'),
      headers,
      body: Buffer.from(JSON.stringify(server.admin)),
    }
    const pair = parsed(tokenPairSchema, await send(server.url, login, signal), server)
    token = pair.accessToken
    until = Date.now() + Math.min(tokenAge, pair.expiresIn * 500)
    const read = { method: 'GET', target: pathOf('getMe'), headers: { Authorization: `Bearer ${token}` } }
    me = parsed(userSchema, await send(server.url, read, signal), server)
  }

  return {
    ...server,
    async begin(tag) {
      if (Date.now() > until || !me) await logIn()
      const secret = server.jwtSecret === undefined ? [] : [[secretSymbol, server.jwtSecret] as const]
      const bindings = new Map<string, unknown>([...secret, [rootAccess, token], [rootUser, me?.id]])
      const state = emptyState(tag)
      state.users.push(root(server))
      state.logins.push({ name: 'root', userId: rootUser, revoked: false })
      return { state, bindings }
    },
  }
}

function root({ admin: { email, password } }: Server): User {
  const version = { number: 1, rank: 1 }
  const person = { email, password, name: 'root', role: 'admin' as const, active: true, deleted: false }
  return { id: rootUser, ...person, createdAt: '1970-01-01T00:00:00.000Z', version }
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  received: Received | { failure: string },
  { name, url }: Server,
): z.infer<Schema> {
  if ('failure' in received)
    throw new DifferentialError(`${name} does not answer at ${url}: ${received.failure}.`)
  const { data, error } = schema.safeParse(received.body)
  if (data !== undefined && received.status === 200) return data
  const why = received.status === 200 ? z.prettifyError(error ?? new z.ZodError([])) : received.text
  throw new DifferentialError(
    `The admin cannot log in at ${name} (${url}), status ${received.status}: ${why}`,
  )
}
