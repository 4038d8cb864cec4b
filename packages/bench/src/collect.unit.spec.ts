import { expect, it } from 'vitest'
import { collect, Runs } from './collect.ts'

const run = { p50: 2, p99: 5, failures: 0 }

it('sets every app beside the limits of the same round', () => {
  const runs = new Runs()
  runs.add('bare', 'getMe', { ...run, perSecond: 1000 })
  runs.add('express', 'getMe', { ...run, perSecond: 500, cpuMicros: 300, failures: 1 })
  runs.add('bare', 'getMe', { ...run, perSecond: 400 })
  runs.add('express', 'getMe', { ...run, perSecond: 300, cpuMicros: 200, failures: 2 })
  const { getMe } = collect(runs, 'express', { twin: 'bare' })
  expect(getMe).toMatchObject({
    perSecond: { median: 400, min: 300, max: 500 },
    cpuMicros: { median: 250 },
    ofTwin: { values: [0.5, 0.75] },
    failures: 3,
  })
})

it('knows pgbench for orders only', () => {
  const runs = new Runs()
  runs.add('express', 'getMe', { ...run, perSecond: 500 })
  runs.add('express', 'placeOrder', { ...run, perSecond: 200 })
  const results = collect(runs, 'express', { pgbench: [800] })
  expect(results.placeOrder?.ofPgbench?.median).toBe(0.25)
  expect(results.getMe).not.toHaveProperty('ofPgbench')
  expect(results.getMe).not.toHaveProperty('ofTwin')
})
