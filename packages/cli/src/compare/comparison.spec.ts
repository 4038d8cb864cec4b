import { operationIds } from '@backend-rosetta/contract/operations'
import { describe, expect, it } from 'vitest'
import { presentApps } from '../apps.ts'
import { workspaceRoot } from '../workspace.ts'
import { findOperation, readColumns } from './comparison.ts'

describe.each(presentApps())('$name', (app) => {
  const columns = readColumns(workspaceRoot, app)

  it('has a column for every operation', () => {
    expect([...columns.keys()]).toEqual(operationIds)
    const empty = [...columns.values()].filter(({ counts }) => counts.hops === 0 || counts.lines === 0)
    expect(empty).toEqual([])
  })

  it('shows code without its markers and without the indent that all its lines have', () => {
    for (const { passages } of columns.values()) {
      for (const { code, firstLine, lastLine } of passages) {
        expect(code).not.toMatch(/#(end)?region/)
        expect(code).toMatch(/^\S/m)
        expect(code.split('\n')).toHaveLength(lastLine - firstLine + 1)
      }
    }
  })
})

it.each(['placeOrder', 'place-order'])('%s names an operation', (name) => {
  expect(findOperation(name)).toBe('placeOrder')
})

it('what is no operation names none', () => {
  expect(findOperation('place')).toBeUndefined()
})
