import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CrashOptions } from '../src/options.ts'
import { runCrash } from '../src/run-crash.ts'

const express = {
  name: 'express',
  folder: path.resolve(import.meta.dirname, '../../../apps/express'),
  entry: 'dist/server.js',
}
const forgetful = {
  ...express,
  name: 'forgetful',
  entry: path.join(import.meta.dirname, 'fixtures/forgetful.mjs'),
}

const options: CrashOptions = {
  apps: [express],
  faults: ['kill'],
  kills: 1,
  rounds: 1,
  overloadSeconds: 0,
  seed: 1,
  minutes: 5,
  say: () => undefined,
  signal: new AbortController().signal,
}

describe('runCrash', { timeout: 180_000 }, () => {
  it('finds nothing wrong with an app that survives', async () => {
    const { apps, isComplete } = await runCrash({ ...options, faults: ['kill', 'postgres'] })
    expect(isComplete).toBe(true)
    expect(apps).toMatchObject([
      {
        name: 'express',
        breaches: [],
        faults: [
          { rounds: 1, breaches: 0 },
          { rounds: 1, breaches: 0 },
        ],
      },
    ])
    for (const { placed } of apps[0]?.faults ?? []) expect(placed).toBeGreaterThan(0)
  })

  it('shows what happened when an app orders twice', async () => {
    const { apps } = await runCrash({ ...options, apps: [forgetful], kills: 3 })
    const breaches = apps[0]?.breaches.flatMap((round) => round.breaches) ?? []
    const doubled = breaches.find(({ clause }) => clause === 'IDEM-1')
    expect(doubled?.what).toMatch(/^one key has [23] orders: /)
    expect(doubled?.timeline.map(({ what }) => what)).toContain('kills the app')
  })

  it('ends early when it is told to, or when its time is over', async () => {
    const early = new AbortController()
    const say = (line: string) => line.startsWith('express') && early.abort(new Error('enough'))
    await expect(runCrash({ ...options, signal: early.signal, say })).rejects.toThrow('enough')
    await expect(runCrash({ ...options, minutes: 0 })).resolves.toMatchObject({ isComplete: false })
  })

  it('says what an app wrote that does not start', async () => {
    const broken = { name: 'broken', folder: import.meta.dirname, entry: 'no-such-file.js' }
    await expect(runCrash({ ...options, apps: [broken] })).rejects.toThrow(
      /ended before it was ready.*no-such-file/s,
    )
  })
})
