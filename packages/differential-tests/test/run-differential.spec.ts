import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DifferentialError } from '../src/differential-error.ts'
import type { DifferentialOptions } from '../src/options.ts'
import { describeDifference } from '../src/report/describe.ts'
import type { Server } from '../src/run/server.ts'
import { runDifferential } from '../src/run-differential.ts'
import { type Bug, startModelServer } from './model-server.ts'

let sound: Server & AsyncDisposable

beforeAll(async () => {
  sound = await startModelServer('sound')
})

afterAll(() => sound[Symbol.asyncDispose]())

describe('runDifferential', { timeout: 180_000 }, () => {
  it('finds no difference between servers that do as the contract says', async () => {
    await using twin = await startModelServer('twin')
    const result = await run([sound, twin], { traces: 20 })
    expect(result.differences).toEqual([])
    expect(result).toMatchObject({ traces: 20, isPartial: false, servers: ['sound', 'twin'] })
    expect(result.requests).toBeGreaterThan(200)
  })

  it.each<[Bug, string | RegExp]>([
    ['ignores-if-match', 'status is 200 and not 412'],
    ['forgets-no-store', /no-store/],
    ['two-faults-are-one', /body\/errors/],
  ])('finds a server that %s', async (bug, what) => {
    await using wrong = await startModelServer('wrong', bug)
    const { differences } = await run([sound, wrong], { traces: 200 })
    expect(differences.map((found) => found.what).join('\n')).toMatch(what)
    expect(differences[0]?.what).toContain('wrong: ')
  })

  it('shows the shortest trace as curl commands for both servers', async () => {
    await using wrong = await startModelServer('wrong', 'ignores-if-match')
    const { differences } = await run([sound, wrong], { traces: 200 })
    const [found] = differences
    if (!found) throw new TypeError('there is no difference')
    expect(Object.keys(found.curl)).toEqual(['wrong', 'sound'])
    for (const [index, lines] of Object.values(found.curl).entries()) {
      // Somebody registers, becomes what it takes, logs in, makes one thing and changes it: no more than that.
      expect(lines.length).toBeLessThanOrEqual(8)
      expect(lines.at(-1)).toMatch(/^curl .*'If-Match: /)
      expect(lines.at(-1)).toContain(index === 0 ? wrong.url : sound.url)
    }
    expect(describeDifference(found)).toContain(`--seed ${found.seed}`)
  })

  it('makes the same traces again with the same seed', async () => {
    const [first, second] = [await run([sound], { traces: 3 }), await run([sound], { traces: 3 })]
    expect(second.byOperation).toEqual(first.byOperation)
    expect((await run([sound], { traces: 3, seed: 8 })).byOperation).not.toEqual(first.byOperation)
  })

  it('ends early when it is told to', async () => {
    const early = new AbortController()
    const say = () => early.abort(new Error('enough'))
    await expect(run([sound], { traces: 1000, say, signal: early.signal })).rejects.toThrow('enough')
  })

  it('says so when its time is over', async () => {
    expect(await run([sound], { traces: 1000, minutes: 0 })).toMatchObject({ isPartial: true })
  })

  it('does not begin without an admin who can log in', async () => {
    const stranger = { ...sound, admin: { email: 'nobody@example.com', password: 'a long password' } }
    await expect(run([stranger], {})).rejects.toThrow(DifferentialError)
    const nobody = { ...sound, url: 'http://127.0.0.1:1' }
    await expect(run([nobody], {})).rejects.toThrow('does not answer')
  })
})

function run(servers: readonly Server[], options: Partial<DifferentialOptions>) {
  const signal = new AbortController().signal
  const defaults = {
    traces: 10,
    steps: 10,
    seed: 7,
    minutes: 5,
    differences: 1,
    say: () => undefined,
    signal,
  }
  return runDifferential({ servers, ...defaults, ...options })
}
