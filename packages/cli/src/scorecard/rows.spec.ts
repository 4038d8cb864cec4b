import type { OperationResult } from '@backend-rosetta/bench/result'
import { spreadOf } from '@backend-rosetta/bench/statistics'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { expect, it } from 'vitest'
import type { Facts } from './facts.ts'
import { rows } from './rows.ts'

const core = allChecks.filter(({ level }) => level === 'core').length
const level = { kept: 1, checks: 1 }

function operation(ofTwin: number, failures = 0): OperationResult {
  const spread = spreadOf([1])
  return { perSecond: spread, p50: spread, p99: spread, failures, ofTwin: spreadOf([ofTwin]) }
}

const facts: Facts = {
  name: 'mine',
  conformance: {
    name: 'mine',
    startedAt: '2026-11-26T10:00:00.000Z',
    levels: {
      core: { kept: core - 1, checks: core },
      secure: level,
      reliable: level,
      live: level,
      ops: level,
    },
    deviations: [],
    notKept: [],
  },
  declared: [
    { runtime: 'node', count: 0 },
    { runtime: 'lambda', count: 16 },
  ],
  bugs: { killed: 17, tried: 18 },
  differential: { traces: 2000, differences: 1 },
  crash: {
    name: 'mine',
    faults: [
      { fault: 'kill', rounds: 50, placed: 1000, breaches: 1 },
      { fault: 'clock', rounds: 3, placed: 60, breaches: 0 },
    ],
    breaches: [],
    overload: {
      sustainable: 1,
      sent: 10,
      handled: 1,
      answered: 1,
      refused: 0,
      unanswered: 0,
      seconds: 1,
      memory: { before: 1, peak: 1 },
      recoveredAfter: 0,
      breaches: [{ clause: 'OPS-1', what: '500 under overload', about: [] }],
    },
  },
  bench: {
    name: 'mine',
    folder: 'apps/mine',
    footprint: { lines: 1, files: 1, hops: {}, dependencies: { direct: 9, all: 151, bytes: 1 } },
    startUp: spreadOf([412]),
    memory: { idle: 100 * 2 ** 20, loaded: 200 * 2 ** 20 },
    operations: {
      getProduct: operation(0.5),
      getMe: operation(0.7),
      getOrder: operation(0.9),
      listOrders: operation(0.1, 3),
      placeOrder: { ...operation(0.444), ofPgbench: spreadOf([0.31]) },
      logIn: operation(1),
    },
  },
  source: { lines: 4051, hops: 21, dependencies: 14 },
}

it.each([
  // Of all checks that there are, not of those that ran.
  ['Contract, core', `${core - 1} of ${core}`],
  ['Declared deviations', 'lambda 16'],
  ['Seeded bugs killed', '17 of 18'],
  ['Generated traces, differences', '2,000, 1'],
  ['Kills, other faults', '50, 3'],
  ['Breaches after them', '2'],
  // The one whose requests failed is left out; placing and logging in are no reads.
  ['Reads, share of the bare twin', '70 %'],
  ['Orders, share of the bare twin', '44 %'],
  ['Orders, share of pgbench', '31 %'],
  ['Start-up', '0.41 s'],
  ['Memory, idle', '100 MiB'],
  ['Lines of source', 'about 4,100'],
  ['Hops of an order', '21'],
  ['Packages named, installed', '14, 151'],
])('%s', (name, text) => {
  expect(rows.find((row) => row.name === name)?.cell(facts)).toBe(text)
})

it('a level that has grown since the run is not kept whole', () => {
  const live = rows.find(({ name }) => name === 'Contract, live')
  expect(live?.cell(facts)).toMatch(/^1 of \d\d/)
})
