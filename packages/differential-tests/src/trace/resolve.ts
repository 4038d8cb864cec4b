import type { ModelRequest } from '../model/request.ts'
import { etagOfResource, nameOf } from '../model/resources.ts'
import type { Resource, State, User } from '../model/state.ts'
import { symbolOf, symbolPattern } from '../model/symbols.ts'
import { firstPassword, type Intent } from './intent.ts'

/**
 * The request that an intent is now. The references:
 *
 * - `<tag>`, `<email:alice>`, `<password:alice>`: texts of this trace
 * - `<id:alice>`: her account
 * - `<user:0>`, `<product:0>`, `<order:0>`: ids, 0 being the newest
 * - `<time:0>`: when that order was placed
 * - `<token:alice:0>`, `<refresh:alice:0>`: tokens, 0 being the newest
 * - `<cursor:0>`: a cursor that was issued
 * - `<etag:current>`, `<etag:stale>`: of the resource in the path
 *
 * What there is none of becomes a text that was never issued.
 */
export function resolve(state: State, intent: Intent): ModelRequest {
  const target = fillReferences(intent.target, (reference) => lookUp(state, reference))
  const subject = subjectOf(state, target, intent)
  const fill = (text: string) => fillReferences(text, (reference) => lookUp(state, reference, subject))
  const headers = Object.entries(intent.headers).map(([name, value]) => [name, fill(value)])
  const request = { method: intent.method, target, headers: Object.fromEntries(headers) }
  const { body } = intent
  if (!body) return request
  if ('json' in body) return { ...request, body: fill(JSON.stringify(body.json)) }
  return 'text' in body
    ? { ...request, body: fill(body.text) }
    : { ...request, body: body.bytes, bytes: true }
}

/** The references of an intent, each as its parts. */
export function referencesIn({ target, headers, body }: Intent): string[][] {
  const texts = [target, ...Object.values(headers), body && 'json' in body ? JSON.stringify(body.json) : '']
  return texts.flatMap((text) =>
    [...text.matchAll(pattern)].map(([, reference = '']) => reference.split(':')),
  )
}

/** The resource that a request with an ETag is about. */
export function subjectOf(state: State, target: string, intent: Intent): Resource | undefined {
  const [symbol] = target.match(symbolPattern) ?? []
  if (symbol === undefined) return target.startsWith('/api/v1/users/me') ? callerOf(state, intent) : undefined
  return [...state.users, ...state.products, ...state.orders].find(({ id }) => id === symbol)
}

export function emailOf(actor: string, { tag }: State): string {
  return `${actor}.${tag}@example.com`
}

/** The account of an actor that is there, or else the last one that was. */
export function userOf(state: State, actor: string): User | undefined {
  const own = state.users.filter(({ email }) => email === emailOf(actor, state))
  return own.find(({ deleted }) => !deleted) ?? own.at(-1)
}

const pattern = /<([a-z]+(?::[a-z0-9]+)*)>/g

function fillReferences(text: string, find: (reference: string[]) => string): string {
  return text.replaceAll(pattern, (_, reference: string) => find(reference.split(':')))
}

function lookUp(state: State, [kind = '', which = '0', nth = '0']: string[], subject?: Resource): string {
  switch (kind) {
    case 'tag':
      return state.tag
    case 'email':
      return emailOf(which, state)
    case 'password':
      return userOf(state, which)?.password ?? firstPassword
    case 'id':
      return userOf(state, which)?.id ?? neverIssued
    case 'token':
      return which === 'root' ? rootAccess : pick(accessTokens(state, which), nth)
    case 'refresh':
      return pick(refreshTokens(state, which), nth)
    case 'etag':
      return etag(subject, which)
    case 'time':
      return newest(state.orders, which)?.createdAt ?? '2020-01-01T00:00:00.000Z'
    case 'cursor':
      return pick(
        state.cursors.map(({ symbol }) => symbol),
        which,
      )
    default:
      return newest(resources(state, kind), which)?.id ?? neverIssued
  }
}

/** Of the admin who is there before any trace. */
export const rootAccess = symbolOf('access', 'root')
export const rootUser = symbolOf('user', 'root')

const neverIssued = '019a9f0e-0000-7000-8000-000000000000'

function resources(state: State, kind: string): readonly Resource[] {
  if (kind === 'user') return state.users.filter(({ email }) => email.includes(state.tag))
  return kind === 'product' ? state.products : state.orders
}

function newest<T>(items: readonly T[], nth: string): T | undefined {
  return items.at(-1 - (Number(nth) % Math.max(1, items.length)))
}

function pick(texts: readonly string[], nth: string): string {
  return newest(texts, nth) ?? neverIssued
}

function accessTokens(state: State, actor: string): string[] {
  return refreshTokens(state, actor).map((symbol) => symbol.replace('__refresh.', '__access.'))
}

function refreshTokens(state: State, actor: string): string[] {
  const { id } = userOf(state, actor) ?? {}
  const logins = state.logins.filter(({ userId }) => userId === id).map(({ name }) => name)
  return state.refreshTokens.filter(({ login }) => logins.includes(login)).map(({ symbol }) => symbol)
}

/** A stale one is of a version before the last certain change. */
function etag(subject: Resource | undefined, which: string): string {
  if (!subject) return '"none"'
  if (which === 'current') return etagOfResource(subject)
  return subject.version.rank > 1 ? `"${symbolOf('version', `${nameOf(subject.id)}.1.1`)}"` : '"0"'
}

function callerOf(state: State, { headers }: Intent): Resource | undefined {
  const [, actor = ''] = /<token:([a-z]+)/.exec(headers['Authorization'] ?? '') ?? []
  return userOf(state, actor)
}
