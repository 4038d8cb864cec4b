import type { Report, Result } from '@backend-rosetta/contract-tests/run/result'
import { expect, it } from 'vitest'
import { conformanceOf, conformanceSchema, withApps } from './conformance.ts'

function result(id: string, level: Result['level'], outcome: Result['outcome'], reason?: string): Result {
  const rest = { clause: id.split('.')[0] ?? '', title: '', milliseconds: 1, findings: [], exchanges: [] }
  return { id, level, outcome, ...rest, ...(reason !== undefined && { reason }) }
}

const report: Report = {
  target: 'mine',
  level: 'ops',
  seed: 1,
  startedAt: '2026-11-26T10:00:00.000Z',
  milliseconds: 1,
  complete: true,
  results: [
    result('ORD-3.10', 'core', 'passed'),
    result('ORD-3.2', 'core', 'failed'),
    result('LIVE-1.1', 'live', 'deviation', 'no streams here'),
    result('OPS-2.1', 'ops', 'blocked'),
  ],
  unselected: [],
}

const mine = conformanceOf('mine', report)

it('counts what passed by level, and names what did not', () => {
  expect(mine.levels).toEqual({
    core: { kept: 1, checks: 2 },
    secure: { kept: 0, checks: 0 },
    reliable: { kept: 0, checks: 0 },
    live: { kept: 0, checks: 1 },
    ops: { kept: 0, checks: 1 },
  })
  expect(mine.deviations).toEqual([{ id: 'LIVE-1.1', reason: 'no streams here' }])
  expect(mine.notKept).toEqual([
    { id: 'OPS-2.1', outcome: 'blocked' },
    { id: 'ORD-3.2', outcome: 'failed' },
  ])
})

it('takes the place of what an earlier run said of the same app, and is read back', () => {
  const other = { ...mine, name: 'other' }
  const gone = { ...mine, name: 'gone' }
  const earlier = withApps(undefined, [{ ...mine, notKept: [] }, other, gone], ['mine', 'other', 'gone'])
  const result = withApps(earlier, [mine], ['other', 'mine'])
  expect(result).toEqual({ format: 1, apps: [other, mine] })
  expect(conformanceSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
})
