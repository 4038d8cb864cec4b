/**
 * A request as a trace holds it: what it is about is said by references, which are resolved when it is sent, against
 * what there is by then. So a trace stays meaningful when the shrinker takes steps away. References stand in angle
 * brackets in the target, the header values and the strings of the body; see `resolve.ts`.
 */
export interface Intent {
  /** The operation that it is about, for the statistics; a hostile one may be no request for it at all. */
  operation: string
  method: string
  target: string
  headers: Readonly<Record<string, string>>
  body?: Body
}

/** JSON, or characters as they are, or bytes (as Latin-1). */
export type Body = { json: unknown } | { text: string } | { bytes: string }

/** Intents that are sent at the same time; almost always one. */
export type Step = readonly Intent[]

export type Trace = readonly Step[]

/** Who sends requests. Alice and Bob are customers, Carol is an admin. They are made when a trace needs them. */
export const actors = ['alice', 'bob', 'carol'] as const

export type Actor = (typeof actors)[number]

export function isActor(name: string): name is Actor {
  return actors.some((actor) => actor === name)
}

export const firstPassword = 'correct horse battery'
