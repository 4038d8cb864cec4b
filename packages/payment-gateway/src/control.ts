import * as z from 'zod'
import { Refusal } from './http.ts'
import { scopePattern } from './tokens.ts'

/** The body of `POST /_control`. */
export const controlSchema = z.strictObject({
  mode: z.enum(['up', 'down', 'slow']),
  scope: z.string().regex(scopePattern).optional(),
  /** How late answers are in mode `slow`. */
  delayMs: z.int().min(0).max(60_000).default(5_000),
})

type Command = z.output<typeof controlSchema>
type Rule = { mode: 'up' | 'down' } | { mode: 'slow'; delayMs: number }

/** The outages that tests switch on and off. They are not kept: a gateway starts `up`. */
export interface Control {
  set: (command: Command) => void
  state: () => Rule & { scopes: Record<string, Rule> }
  /**
   * How many milliseconds late an answer has to be.
   * @throws Refusal `unavailable` when the gateway, or this scope of it, is down
   */
  admit: (scope: string | undefined) => number
}

export function createControl(): Control {
  let everything: Rule = { mode: 'up' }
  const scopes = new Map<string, Rule>()

  return {
    set({ mode, scope, delayMs }) {
      const rule: Rule = mode === 'slow' ? { mode, delayMs } : { mode }
      if (scope === undefined) everything = rule
      else if (mode === 'up') scopes.delete(scope)
      else scopes.set(scope, rule)
    },
    state: () => ({ ...everything, scopes: Object.fromEntries(scopes) }),
    admit(scope) {
      const scoped = scope === undefined ? undefined : scopes.get(scope)
      return Math.max(delayOf(everything), scoped ? delayOf(scoped) : 0)
    },
  }
}

function delayOf(rule: Rule): number {
  if (rule.mode === 'down') throw new Refusal('unavailable', 'The gateway is down: _control says so.')
  return rule.mode === 'slow' ? rule.delayMs : 0
}
