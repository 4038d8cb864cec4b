import { describe, expect, it } from 'vitest'
import { allChecks } from '../src/checks/all.ts'
import { contractSuite, type TestFunctions } from '../src/vitest.ts'
import { startTinyServer } from './tiny-server.ts'

type Test = Parameters<TestFunctions['it']>[1]

/** Takes the part of vitest: collects what the suite registers and runs it as vitest would, one after the other. */
async function collect(start: Parameters<typeof contractSuite>[1]) {
  const tests = new Map<string, Test>()
  let before: () => Promise<void> = async () => undefined
  let after: () => Promise<void> = async () => undefined
  contractSuite(
    {
      describe: (_, define) => define(),
      it: (name, test) => tests.set(name.split(' ', 1)[0] ?? name, test),
      beforeAll: (prepare) => {
        before = prepare
      },
      afterAll: (release) => {
        after = release
      },
    },
    start,
    {
      level: 'core',
      deviations: { 'ACC-1.6': 'names are free here' },
      only: ['OPS-1.1', 'ACC-1.4', 'ACC-1.6'],
    },
  )
  await before()
  async function run(id: string): Promise<string> {
    let skipped: string | undefined
    const skip = (reason: string) => {
      skipped = reason
    }
    const failure = await tests
      .get(id)?.({ skip })
      .catch((error: unknown) => String(error))
    return failure ?? skipped ?? 'passed'
  }
  return { tests, run, after }
}

describe('contractSuite', () => {
  it('makes each check a test with its own result', async () => {
    const server = await startTinyServer('duplicate-emails', 'any-name')
    let stopped = false
    const stop = async () => {
      stopped = true
      await server.close()
    }
    const { tests, run, after } = await collect(async () => ({ target: server.target, stop }))
    expect([...tests.keys()]).toEqual([...allChecks.map(({ id }) => id), 'declares'])
    expect(await run('OPS-1.1')).toBe('passed')
    expect(await run('ACC-1.4')).toMatch(
      /failed: a taken email is refused[\s\S]+clause {3}ACC-1 [\s\S]+repeat {3}/,
    )
    expect(await run('ACC-1.6')).toBe('deviation: names are free here')
    expect(await run('ACC-1.1')).toBe('not in --only')
    expect(await run('declares')).toBe('passed')
    await after()
    expect(stopped).toBe(true)
  })

  it('fails where a declared deviation is none', async () => {
    const server = await startTinyServer()
    const { run, after } = await collect(async () => ({ target: server.target, stop: server.close }))
    expect(await run('ACC-1.6')).toBe('passed')
    expect(await run('declares')).toBe('Error: declared as deviations, but kept: ACC-1.6')
    await after()
  })

  it('fails each test with the reason where the target cannot be tested', async () => {
    const server = await startTinyServer('refuses-admin')
    const { run, after } = await collect(async () => ({ target: server.target, stop: server.close }))
    expect(await run('OPS-1.1')).toMatch(/TargetError: .* refuses the admin/)
    await after()
  })
})
