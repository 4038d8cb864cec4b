import { describe, expect, it } from 'vitest'
import type { Facts } from './facts.ts'
import type { Results } from './results.ts'
import { fillScorecard, scorecardTable } from './table.ts'

const readme = '# X\n<!-- generated:scorecard -->\nold\n<!-- /generated -->\nafter\n'

const nothing: Results = {
  conformance: undefined,
  mutants: undefined,
  crash: undefined,
  differential: undefined,
  bench: undefined,
  growth: undefined,
  profile: undefined,
}

const unmeasured: Facts = {
  name: 'express',
  conformance: undefined,
  declared: [],
  bugs: undefined,
  differential: undefined,
  crash: undefined,
  bench: undefined,
  source: { lines: 4049, hops: 21, dependencies: 14 },
}

describe('the scorecard of a README', () => {
  it('is written between the markers, and nothing else changes', () => {
    const filled = fillScorecard(readme, '| table |')
    expect(filled).toBe('# X\n<!-- generated:scorecard -->\n\n| table |\n\n<!-- /generated -->\nafter\n')
    expect(fillScorecard(filled, '| table |')).toBe(filled)
  })

  it('leaves the tables of tours alone', () => {
    const tour = '<!-- generated:tour placeOrder -->\n| 1 |\n<!-- /generated -->\n'
    expect(fillScorecard(`${tour}${readme}`, 'new')).toContain(tour)
  })

  it('needs its markers', () => {
    expect(() => fillScorecard('# X\n', '| table |')).toThrow('<!-- generated:scorecard -->')
  })
})

describe('the table', () => {
  it('says of what was not measured that it was not, and counts what is there', () => {
    const lines = scorecardTable([unmeasured], nothing).split('\n')
    expect(lines[0]).toBe('|  | [express](apps/express) |')
    expect(lines).toContain('| Contract, core | not measured |')
    expect(lines).toContain('| Breaches after them | not measured |')
    expect(lines).toContain('| Lines of source | about 4,000 |')
    expect(lines).toContain('| Packages named, installed | 14, not measured |')
    expect(lines.at(-1)).toBe('| Packages named, installed | 14, not measured |')
  })

  it('says when and where the crash runs were', () => {
    const crash = { startedAt: '2026-11-26T10:00:00.000Z', seed: 7 }
    const text = scorecardTable([unmeasured], { ...nothing, crash: { ...emptyCrash, ...crash } })
    expect(text).toMatch(/\n\nCrash runs: 2026-11-26, seed 7\.$/)
  })
})

const emptyCrash = {
  startedAt: '',
  seconds: 1,
  seed: 1,
  isComplete: true,
  machine: { cpu: 'c', cores: 2, memoryBytes: 1, system: 's', load: 0 },
  versions: { node: 'v24', postgres: '18', autocannon: '9' },
  apps: [],
}
