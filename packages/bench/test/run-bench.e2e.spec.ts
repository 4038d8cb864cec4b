import path from 'node:path'
import { testServerVariable } from '@backend-rosetta/database/testing'
import { describe, expect, it } from 'vitest'
import { operations } from '../src/measures.ts'
import { runBench } from '../src/run-bench.ts'
import { runningServers } from '../src/server/process.ts'

const folder = path.resolve(import.meta.dirname, '../../../apps/express')
const tiny = {
  apps: [{ name: 'express', folder, entry: 'dist/server.js' }],
  serverUrl: process.env[testServerVariable] ?? '',
  only: [],
  rounds: 1,
  seconds: 0.2,
  connections: 2,
  orders: [500],
  say: () => undefined,
  signal: new AbortController().signal,
}

describe('runBench', { timeout: 120_000 }, () => {
  it('measures everything of an app, beside its limits', async () => {
    const [result] = await runBench(tiny)
    const { apps = [], limits } = result ?? {}
    const [express] = apps
    expect(express).toMatchObject({
      name: 'express',
      footprint: { lines: expect.any(Number), hops: { placeOrder: {} }, dependencies: {} },
      startUp: { values: { length: 5 } },
    })
    expect(express?.memory?.loaded).toBeGreaterThanOrEqual(express?.memory?.idle ?? Number.NaN)
    expect(Object.keys(express?.operations ?? {})).toEqual([...operations])
    for (const measured of Object.values(express?.operations ?? {})) {
      expect(measured.failures).toBe(0)
      expect(measured.perSecond.median).toBeGreaterThan(0)
      expect(measured.ofTwin?.values).toHaveLength(1)
    }
    expect(Object.keys(limits?.twin ?? {})).toEqual([...operations])
  })

  it('measures shops of several sizes in the same rounds', async () => {
    const lines: string[] = []
    const options = { ...tiny, only: ['getMe'], orders: [10, 60], rounds: 2 } as const
    const results = await runBench({ ...options, say: (line) => lines.push(line) })
    expect(results.map(({ settings }) => settings.orders)).toEqual([10, 60])
    const turns = lines.flatMap(
      (line) => /^round (\d) of 2 {2}getMe, (\d+) orders/.exec(line)?.slice(1) ?? [],
    )
    expect(turns).toEqual(['1', '10', '1', '60', '2', '10', '2', '60'])
    for (const { apps, limits } of results) {
      expect(apps.map(({ operations }) => operations.getMe?.failures)).toEqual([0])
      expect(limits.twin?.getMe?.failures).toBe(0)
    }
  })

  it('ends early when it is told to', async () => {
    const early = new AbortController()
    const say = (line: string) => line.startsWith('Warming') && early.abort(new Error('enough'))
    await expect(runBench({ ...tiny, only: ['getMe'], signal: early.signal, say })).rejects.toThrow('enough')
    expect(runningServers()).toBe(0)
  })

  it('ends early while it waits for an app', async () => {
    const early = new AbortController()
    const say = (line: string) => {
      // It has started by then, and is looked at for longer.
      if (line.startsWith('Letting')) setTimeout(() => early.abort(), 2000)
    }
    await expect(runBench({ ...tiny, only: ['getMe'], signal: early.signal, say })).rejects.toThrow('aborted')
    expect(runningServers()).toBe(0)
  })

  it('does not begin what PostgreSQL has no connections for', async () => {
    await expect(runBench({ ...tiny, connections: 100_000 })).rejects.toThrow('free connections')
  })

  it('says what an app wrote that does not start', async () => {
    const broken = { name: 'broken', folder: import.meta.dirname, entry: 'no-such-file.js' }
    await expect(runBench({ ...tiny, only: ['memory'], apps: [broken] })).rejects.toThrow(
      /broken ended at its start.*no-such-file/s,
    )
  })
})
