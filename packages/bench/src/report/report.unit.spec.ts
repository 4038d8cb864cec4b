import { describe, expect, it } from 'vitest'
import type { BenchResult, OperationResult } from '../result.ts'
import { spreadOf } from '../statistics.ts'
import { formatResult } from './report.ts'

const own: OperationResult = {
  perSecond: spreadOf([900, 1000, 1100]),
  p50: spreadOf([2.04]),
  p99: spreadOf([8]),
  failures: 0,
}

const result: BenchResult = {
  startedAt: '2026-11-21T08:00:00.000Z',
  seconds: 90,
  settings: { rounds: 3, seconds: 2, connections: 10, orders: 20_000 },
  machine: { cpu: 'A processor', cores: 2, memoryBytes: 8 * 2 ** 30, system: 'Linux', load: 0.25 },
  versions: { node: 'v24.1.0', postgres: '15.20', autocannon: '9.0.0' },
  apps: [{ name: 'express', folder: '/express', operations: { getMe: { ...own, ofTwin: spreadOf([0.5]) } } }],
  limits: { twin: { getMe: { ...own, perSecond: spreadOf([2000]) } } },
}

describe('formatResult', () => {
  it('shows each operation beside its limit', () => {
    const lines = formatResult(result).split('\n')
    expect(lines).toContain('Per second (± spread, share of bare)       bare         express')
    expect(lines).toContain('GET /users/me                         2,000 ±0%  1,000 ±10% 50%')
    expect(lines).toContainEqual(expect.stringMatching(/^GET \/users\/me +2\.0 \/ 8\.0 +2\.0 \/ 8\.0$/))
  })

  it('leaves out what was not measured', () => {
    expect(formatResult(result)).not.toMatch(/Start-up|Hops|pgbench|failed/)
  })

  it('says so when requests failed', () => {
    const failed = {
      ...result,
      apps: [{ name: 'express', folder: '', operations: { getMe: { ...own, failures: 7 } } }],
    }
    expect(formatResult(failed)).toContain('express: 7 requests of getMe failed.')
  })

  it('says why pgbench is missing', () => {
    const without = { ...result, limits: { ...result.limits, pgbench: { skipped: 'there is none' } } }
    expect(formatResult(without)).toContain('pgbench: skipped, there is none.')
  })
})
