import type { TokenPair } from '@backend-rosetta/contract/auth'
import { operation } from '@backend-rosetta/contract/operations'
import { problemSchema } from '@backend-rosetta/contract/problems'
import { roleSchema } from '@backend-rosetta/contract/users'
import * as z from 'zod'
import { Failure, TargetError } from './failures.ts'
import { type Actor, createActor } from './fixtures/actors.ts'
import { type Client, createClient } from './http/client.ts'
import type { Target } from './target.ts'

/** Only what the suite cannot do without: whether the rest is right is for the checks to say. */
const pairSchema = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().catch(''),
  tokenType: z.literal('Bearer').catch('Bearer'),
  expiresIn: z.number().catch(60),
})
const accountSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().catch(''),
  role: roleSchema,
})

/** Makes sure that each instance is this API and lets the admin in. Throws a `TargetError` in one clear sentence. */
export async function admit(target: Target, signal: AbortSignal): Promise<Actor> {
  for (const baseUrl of target.baseUrls) await requireThisApi(baseUrl, signal)
  if (target.gatewayUrl) await requireGateway(target.gatewayUrl, signal)
  return requireAdmin(target, signal)
}

async function requireThisApi(baseUrl: string, signal: AbortSignal): Promise<void> {
  const answer = await reach(baseUrl, clientOf(baseUrl, signal).call('getLiveness'))
  if (answer.status === 200 && isOk(answer.body)) return
  const { path } = operation('getLiveness')
  throw new TargetError(
    `What answers at ${baseUrl} is not this API: GET ${path} gave ${answer.status} ${answer.headers['content-type'] ?? 'without a Content-Type'} instead of 200 {"status":"ok"}. Check the URL.`,
  )
}

async function requireAdmin({ baseUrls: [baseUrl], admin }: Target, signal: AbortSignal): Promise<Actor> {
  const { email, password } = admin
  const client = clientOf(baseUrl, signal)
  const answer = await reach(baseUrl, client.call('logIn', { body: { email, password } }))
  const { data: problem } = problemSchema.safeParse(answer.body)
  if (answer.status === 401) {
    throw new TargetError(
      `${baseUrl} refuses the admin ${email}${problem ? ` (${problem.code})` : ''}: check --admin-email and --admin-password, and that the account exists there.`,
    )
  }
  if (answer.status !== 200) {
    throw new TargetError(
      `The admin cannot log in at ${baseUrl}: POST ${operation('logIn').path} gave ${answer.status}${problem ? ` ${problem.code}` : ''} instead of 200.`,
    )
  }
  const { data: pair } = pairSchema.safeParse(answer.body)
  if (!pair) throw new TargetError(`What ${baseUrl} answers to a login is not a pair of tokens.`)
  return readAdmin(client, { email, password }, pair)
}

async function readAdmin(
  client: Client,
  { email, password }: Target['admin'],
  pair: TokenPair,
): Promise<Actor> {
  const headers = { Authorization: `Bearer ${pair.accessToken}` }
  const { status, body, exchange } = await client.call('getMe', { headers })
  const { data: user } = accountSchema.safeParse(body)
  const { origin } = new URL(exchange.request.url)
  if (status !== 200 || !user) {
    throw new TargetError(
      `${origin} let the admin log in, then GET /api/v1/users/me gave ${status} without the account.`,
    )
  }
  if (user.role !== 'admin') {
    throw new TargetError(
      `The account ${email} at ${origin} has the role ${user.role}: the suite needs an admin.`,
    )
  }
  return createActor({ ...user, password }, client, pair)
}

async function reach<T>(baseUrl: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new TargetError(
      `Nothing answers at ${baseUrl} (${error.details.received}): start the server, or check the URL.`,
    )
  }
}

async function requireGateway(gatewayUrl: string, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(5000)])
  const healthy = await fetch(new URL('/health', gatewayUrl), { signal: limit }).then(
    (response) => response.ok,
    () => false,
  )
  if (healthy) return
  throw new TargetError(
    `No payment gateway answers at ${gatewayUrl}: start it with rosetta-gateway, or check --gateway-url.`,
  )
}

function clientOf(baseUrl: string, signal: AbortSignal): Client {
  return createClient({ nextBaseUrl: () => baseUrl, record: () => undefined, holds: () => false, signal })
}

function isOk(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok'
}
