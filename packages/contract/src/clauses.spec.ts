import { describe, expect, it } from 'vitest'
import { loadClauses, parseClauses } from './clauses.ts'
import { operation, operationIds } from './operations.ts'

describe('clauses', () => {
  it('have unique ids', () => {
    const ids = loadClauses().map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(45)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('exist for every operation that cites one', () => {
    const ids = new Set(loadClauses().map(({ id }) => id))
    const cited = operationIds.flatMap((id) => [...operation(id).clauses])
    expect(cited.filter((id) => !ids.has(id))).toEqual([])
  })

  it('are refused with their place when they have another form', () => {
    expect(() => parseClauses('orders', '# Orders\n\n## ORD-1 Title\n\nLevel: easy\n\nText\n')).toThrow(
      'clauses/orders.md, "ORD-1 Title"',
    )
  })
})
