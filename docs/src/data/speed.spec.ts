import type { BenchResult, OperationResult } from '@backend-rosetta/bench/result'
import { expect, it } from 'vitest'
import { growthOf } from './speed.ts'

function reached(rate: number, failures = 0): OperationResult {
  const spread = (median: number) => ({ median, min: median, max: median, values: [median] })
  return { perSecond: spread(rate), p50: spread(1000 / rate), p99: spread(1), failures }
}

function run(orders: number, operations: Record<string, OperationResult>): BenchResult {
  return {
    startedAt: '2026-11-26T10:00:00.000Z',
    seconds: 1,
    settings: { rounds: 1, seconds: 1, connections: 10, orders },
    machine: { cpu: 'c', cores: 2, memoryBytes: 1, system: 's', load: 0 },
    versions: { node: 'v24', postgres: '18', autocannon: '9' },
    apps: [{ name: 'express', folder: 'apps/express', operations }],
    limits: { twin: { listOrders: reached(4000) } },
  }
}

const few = run(1000, { listOrders: reached(1000), placeOrder: reached(100) })
const many = run(1_000_000, { listOrders: reached(800), placeOrder: reached(90, 1) })

it('sees how much longer a request takes with more orders, from few to many', () => {
  const [lists] = growthOf([many, few])
  expect(lists?.id).toBe('listOrders')
  expect(lists?.sides).toEqual([
    expect.objectContaining({ name: 'bare', isLimit: true }),
    {
      name: 'express',
      isLimit: false,
      points: [
        { orders: 1000, p50: 1, perSecond: 1000, times: 1 },
        { orders: 1_000_000, p50: 1.25, perSecond: 800, times: 1.25 },
      ],
    },
  ])
})

it('compares round by round, however fast the machine was in each', () => {
  const ofRounds = (values: number[], median: number) => {
    const result = reached(median)
    return { ...result, perSecond: { ...result.perSecond, values } }
  }
  const [lists] = growthOf([
    run(1000, { listOrders: ofRounds([1000, 500, 400], 500) }),
    run(1_000_000, { listOrders: ofRounds([500, 400, 300], 400) }),
  ])
  const express = lists?.sides.find(({ name }) => name === 'express')
  expect(express?.points.map(({ times }) => times)).toEqual([1, 400 / 300])
})

it('leaves out what was measured once only, and runs with failures', () => {
  expect(growthOf([few, many]).map(({ id }) => id)).toEqual(['listOrders'])
  expect(growthOf([few])).toEqual([])
  expect(growthOf([])).toEqual([])
})
