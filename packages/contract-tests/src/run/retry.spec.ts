import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTinyServer } from '../../test/tiny-server.ts'
import { type Check, defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { runSuite } from './run-suite.ts'

let server: Awaited<ReturnType<typeof startTinyServer>>
beforeAll(async () => {
  server = await startTinyServer()
})
afterAll(() => server.close())

let count = 0

/** A check that fails its first `failures` times. */
function failing(failures: number, prepare: (t: Context) => Promise<unknown> = async () => undefined) {
  let runs = 0
  const [check] = defineChecks('OPS-1', { level: 'core' }, (add) => {
    count += 1
    add(`OPS-1.${count}`, `fails ${failures} times`, async (t) => {
      runs += 1
      await prepare(t)
      t.expect(runs > failures).equals(true, `it is run ${runs}`)
    })
  })
  if (!check) throw new TypeError('no check')
  return { check, runs: () => runs }
}

/** A check whose answer comes too late its first `times` times. */
function lateAtFirst(times: number) {
  const check = failing(0, async (t) => {
    const answer = await t.anonymous.call('getLiveness')
    t.inTime(answer, check.runs() <= times ? 0 : 10_000, 'the answer comes')
  })
  return check
}

/** A check whose server says its first `times` times to come back. */
function busyAtFirst(times: number) {
  const check = failing(0, async (t) => {
    const answer = await t.anonymous.call('getLiveness')
    const busy = { status: 503, headers: { 'retry-after': '1' } }
    t.status(check.runs() <= times ? { ...answer, ...busy } : answer, 200)
  })
  return check
}

async function outcomes(checks: readonly Check[], retries?: number) {
  const seen: string[] = []
  const report = await runSuite(checks, {
    target: server.target,
    level: 'core',
    ...(retries !== undefined && { retries }),
    onResult: ({ outcome }) => seen.push(outcome),
  })
  expect(report.complete).toBe(true)
  expect(seen.toSorted()).toEqual(report.results.map(({ outcome }) => outcome).toSorted())
  return report.results
}

describe('retries', () => {
  it('call flaky what passes when it runs again, and keep what was found', async () => {
    const results = await outcomes([failing(0).check, failing(1).check, failing(3).check], 1)
    expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'flaky', 'failed'])
    expect(results[1]?.findings).toMatchObject([{ message: 'it is run 1' }])
  })

  it('run a check no more often than needed or allowed', async () => {
    const checks = [failing(0), failing(2), failing(9)]
    await outcomes(
      checks.map(({ check }) => check),
      3,
    )
    expect(checks.map(({ runs }) => runs())).toEqual([1, 3, 4])
  })

  it('are none unless asked for', async () => {
    const { check, runs } = failing(1)
    expect(await outcomes([check])).toMatchObject([{ outcome: 'failed' }])
    expect(runs()).toBe(1)
  })

  it('are one for what was only late or busy, unless there are to be none', async () => {
    const checks = [lateAtFirst(1), lateAtFirst(2), busyAtFirst(1), busyAtFirst(2)]
    const results = await outcomes(checks.map(({ check }) => check))
    expect(results.map(({ outcome }) => outcome)).toEqual(['flaky', 'failed', 'flaky', 'failed'])
    expect(checks.map(({ runs }) => runs())).toEqual([2, 2, 2, 2])
    expect(await outcomes([lateAtFirst(1).check], 0)).toMatchObject([{ outcome: 'failed' }])
  })

  it('make shared fixtures anew', async () => {
    let made = 0
    const fixture = oncePerRun(async (t) => {
      made += 1
      t.expect(made > 1).equals(true, 'it can be made')
    })
    const results = await outcomes([failing(0, fixture).check, failing(0, fixture).check], 1)
    expect(results.map(({ outcome }) => outcome)).toEqual(['flaky', 'flaky'])
    expect(made).toBe(2)
  })

  it('do not wait for a server of which much is broken', async () => {
    const checks = Array.from({ length: 41 }, () => failing(1))
    const results = await outcomes(
      checks.map(({ check }) => check),
      1,
    )
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['failed']))
    expect(new Set(checks.map(({ runs }) => runs()))).toEqual(new Set([1]))
  })
})
