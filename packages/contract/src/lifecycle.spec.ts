import { describe, expect, it } from 'vitest'
import { canTransition, orderActions, orderStatuses, outcomeOf } from './lifecycle.ts'

describe('lifecycle', () => {
  it('allows exactly the transitions of the table', () => {
    const allowed = orderActions.flatMap((action) =>
      orderStatuses.filter((from) => canTransition(from, action)).map((from) => `${from} ${action}`),
    )
    expect(allowed).toEqual([
      'pending update',
      'confirmed update',
      'pending cancel',
      'confirmed cancel',
      'confirmed ship',
      'shipped deliver',
    ])
  })

  it('answers in the order of HTTP-12', () => {
    expect(outcomeOf('ship', 'delivered', 'anonymous').status).toBe(401)
    expect(outcomeOf('ship', 'delivered', 'stranger').status).toBe(403)
    expect(outcomeOf('ship', 'confirmed', 'owner').status).toBe(403)
    expect(outcomeOf('cancel', 'delivered', 'stranger').status).toBe(404)
    expect(outcomeOf('cancel', 'delivered', 'owner').status).toBe(409)
    expect(outcomeOf('cancel', 'pending', 'admin').status).toBe(200)
  })
})
