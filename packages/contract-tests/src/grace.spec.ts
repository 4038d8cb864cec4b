import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure } from './failures.ts'
import { createWaiter } from './http/waiter.ts'
import { poll } from './poll.ts'

const { signal } = new AbortController()

/** What comes after so many milliseconds. */
function come(after: number) {
  const started = performance.now()
  return async () => {
    if (performance.now() - started < after) throw new Failure('it comes')
    return 'it'
  }
}

describe('poll', () => {
  it('returns what comes in time, be it at the first look', async () => {
    expect(await poll(come(0), { within: 0, signal })).toBe('it')
    expect(await poll(come(50), { within: 10_000, every: 10, signal })).toBe('it')
  })

  it('says how late something is', async () => {
    await expect(poll(come(2010), { within: 2000, every: 10, signal })).rejects.toMatchObject({
      message: 'it comes',
      details: {
        expected: 'within 2000 ms',
        received: expect.stringMatching(/^after 2\d+ ms$/),
        transient: true,
      },
    })
  })

  it('gives up what is lost', async () => {
    const lost = await poll(come(1e9), { within: 50, every: 10, signal }).catch((error) => error)
    expect(lost).toMatchObject({ message: 'it comes (within 50 ms)', details: {} })
    expect(lost.details.transient).toBeUndefined()
  })
})

describe('a waiter', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('finds what is there at once', async () => {
    expect(await createWaiter().until(() => 'it', 0)).toEqual({ value: 'it' })
  })

  it.each([
    { comes: 90, found: { value: 'it' } },
    { comes: 150, found: { value: 'it', late: 150 } },
    { comes: 210, found: undefined },
  ])('what comes after $comes of 100 ms is $found', async ({ comes, found }) => {
    const waiter = createWaiter()
    let isHere = false
    const waiting = waiter.until(() => (isHere ? 'it' : undefined), 100)
    await vi.advanceTimersByTimeAsync(comes)
    isHere = true
    waiter.notify()
    expect(await waiting).toEqual(found)
  })
})
