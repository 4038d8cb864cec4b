import { presentApps } from '@backend-rosetta/cli/apps'
import { expect, test } from 'vitest'
import { factorIds } from '../../scripts/decide/factors.ts'
import { isMeasured } from '../results/bench.ts'
import { type MeasureId, measures, readFigure } from '../results/measures.ts'
import { factors } from './factors.ts'
import { judgementsOf, scoresOf } from './scores.ts'

const apps = presentApps().map(({ name }) => name)

test.each(apps)('%s has a score and a reason for each of the twelve factors', (app) => {
  const judged = judgementsOf(app)
  expect(Object.keys(judged).sort()).toEqual([...factorIds].sort())
  expect(factorIds).toHaveLength(12)
  for (const id of factorIds) {
    expect([1, 2, 3, 4, 5]).toContain(judged[id].score)
    expect(judged[id].reason).toMatch(/^\S.{39,}[.]$/)
  }
})

test('no two reasons of an app are the same, and no factor leaves all styles equal', () => {
  for (const app of apps) {
    const reasons = Object.values(judgementsOf(app)).map(({ reason }) => reason)
    expect(new Set(reasons).size).toBe(reasons.length)
  }
  for (const id of factorIds) {
    expect(new Set([...scoresOf(apps).values()].map((scores) => scores[id])).size).toBeGreaterThan(1)
  }
})

test('an app that nobody has judged stops the build', () => {
  expect(() => judgementsOf('fortran')).toThrow('Nobody has judged fortran')
})

const shown: MeasureId[] = [...new Set(factorIds.flatMap((id) => factors[id].measures))]

test.skipIf(!isMeasured).each(shown)('the committed figures have %s of every app', (id) => {
  for (const app of apps) expect(readFigure(app, id), app).toBeGreaterThan(0)
})

test('every figure has a text', () => {
  expect(measures.startUp.show(1234)).toBe('1.2 s')
  expect(measures.memoryIdle.show(100 * 2 ** 20)).toBe('100 MiB')
  expect(measures.placeOrder.show(1234.5)).toBe('1,235 per s')
})
