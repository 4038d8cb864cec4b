import { Refusal } from './http.ts'

const names = [
  'tok_ok',
  'tok_declined',
  'tok_slow',
  'tok_flaky',
  'tok_lost_reply',
  'tok_timeout_once',
] as const

/** A card token: what the gateway does with it, and the scope that `_control` can aim at. */
export interface Token {
  name: (typeof names)[number]
  scope: string | undefined
}

/** What a scope looks like, in a token and in a control call. */
export const scopePattern = /^[A-Za-z0-9_-]{1,64}$/

/**
 * Reads `tok_ok` or, with a scope, `tok_ok.k7f3`.
 * @throws Refusal `unknown_token`
 */
export function parseToken(text: string): Token {
  const dot = text.indexOf('.')
  const base = dot < 0 ? text : text.slice(0, dot)
  const scope = dot < 0 ? undefined : text.slice(dot + 1)
  const name = names.find((candidate) => candidate === base)
  if (name && (scope === undefined || scopePattern.test(scope))) return { name, scope }
  throw new Refusal('unknown_token', `There is no such token. Known are ${names.join(', ')}.`)
}

/** What comes before a charge: a wait in milliseconds (usually none), or no answer at all. */
export type Prelude = number | 'silence'

const slowMilliseconds = 1000
const flakyFailures = 2

export type Rehearsal = (token: Token, reference: string) => Prelude

/** Counts the attempts per reference, for the tokens that fail before they succeed. A restart forgets them. */
export function createRehearsal(): Rehearsal {
  const attempts = new Map<string, { count: number; since: number }>()

  function attempt(reference: string) {
    const seen = attempts.get(reference) ?? { count: 0, since: performance.now() }
    seen.count += 1
    attempts.set(reference, seen)
    return seen
  }

  return (token, reference) => {
    switch (token.name) {
      case 'tok_slow':
        // A retry waits for the rest of the second, not for another one.
        return Math.max(0, attempt(reference).since + slowMilliseconds - performance.now())
      case 'tok_flaky':
        if (attempt(reference).count > flakyFailures) return 0
        throw new Refusal('unavailable', `tok_flaky fails the first ${flakyFailures} times.`)
      case 'tok_timeout_once':
        return attempt(reference).count === 1 ? 'silence' : 0
      default:
        return 0
    }
  }
}
