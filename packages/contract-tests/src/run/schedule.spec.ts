import { describe, expect, it } from 'vitest'
import { type Check, type CheckOptions, defineChecks } from '../check.ts'
import { schedule } from './schedule.ts'

let count = 0

function make(name: string, options: Partial<CheckOptions> = {}): Check[] {
  return defineChecks('OPS-1', { level: 'core', ...options }, (check) => {
    count += 1
    check(`OPS-1.${count}`, name, async () => undefined)
  })
}

/** Runs the checks; each one ends as soon as all that can run beside it have begun. */
async function trace(
  checks: readonly Check[],
  options: { concurrency?: number; apart?: boolean; stopAt?: string } = {},
) {
  const { concurrency = 2, apart = false, stopAt } = options
  const stop = new AbortController()
  const events: string[] = []
  let running = 0
  let most = 0
  await schedule(
    checks,
    async ({ title }) => {
      running += 1
      most = Math.max(most, running)
      events.push(`+${title}`)
      await new Promise((resolve) => setImmediate(resolve))
      if (title === stopAt) stop.abort()
      events.push(`-${title}`)
      running -= 1
    },
    { concurrency, apart, signal: stop.signal },
  )
  return { events, most, before: (a: string, b: string) => events.indexOf(a) < events.indexOf(b) }
}

describe('schedule', () => {
  it('runs every check once and no more at a time than allowed', async () => {
    const checks = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => make(name))
    const { events, most } = await trace(checks)
    expect(events.filter((event) => event.startsWith('+')).sort()).toEqual(['+a', '+b', '+c', '+d', '+e'])
    expect(most).toBe(2)
  })

  it('begins those that make the gateway fail when the others are done', async () => {
    const checks = [...make('outage', { phase: 'outage' }), ...make('a'), ...make('b'), ...make('c')]
    const { before } = await trace(checks)
    for (const name of ['a', 'b', 'c']) expect(before(`-${name}`, '+outage')).toBe(true)
  })

  it('begins slow ones at once, in no place of others', async () => {
    const checks = [...make('a'), ...make('b'), ...make('slow', { slow: true })]
    const { events, most } = await trace(checks)
    expect(events[0]).toBe('+slow')
    expect(most).toBe(3)
  })

  it('keeps those that stop servers to the end, one at a time', async () => {
    const checks = [
      ...make('kill', { needs: ['process'] }),
      ...make('cut', { needs: ['database'] }),
      ...make('a'),
    ]
    const { before, events } = await trace(checks)
    expect(before('-a', '+kill')).toBe(true)
    expect(events.slice(-4)).toEqual(['+kill', '-kill', '+cut', '-cut'])
  })

  it('runs those beside the others where their servers have databases of their own', async () => {
    const checks = [
      ...make('kill', { needs: ['process'] }),
      ...make('a'),
      ...make('outage', { phase: 'outage' }),
    ]
    const { before } = await trace(checks, { apart: true })
    expect(before('+kill', '-a')).toBe(true)
  })

  it('runs those that cut a database alone and last, in any case', async () => {
    const checks = [
      ...make('cut', { needs: ['process', 'database'] }),
      ...make('stall', { needs: ['process', 'database'] }),
      ...make('kill', { needs: ['process'] }),
      ...make('slow', { slow: true }),
    ]
    const { events } = await trace(checks, { apart: true })
    expect(events.slice(-4)).toEqual(['+cut', '-cut', '+stall', '-stall'])
  })

  it('begins nothing more once it is stopped', async () => {
    const checks = ['a', 'b', 'c'].flatMap((name) => make(name))
    const { events } = await trace(checks, { concurrency: 1, stopAt: 'b' })
    expect(events).toEqual(['+a', '-a', '+b', '-b'])
  })
})
