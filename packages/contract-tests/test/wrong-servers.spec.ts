import { afterEach, describe, expect, it } from 'vitest'
import { type Check, defineChecks } from '../src/check.ts'
import { allChecks } from '../src/checks/all.ts'
import type { Report, Result } from '../src/run/result.ts'
import { type RunOptions, runSuite } from '../src/run/run-suite.ts'
import { type Bug, startTinyServer } from './tiny-server.ts'

const known = ['OPS-1.1', 'OPS-1.2', 'ACC-1.1', 'ACC-1.3', 'ACC-1.4', 'ACC-1.5', 'ACC-7.1']
const checks = allChecks.filter(({ id }) => known.includes(id))

let close: (() => Promise<void>) | undefined

afterEach(() => close?.())

async function run(bugs: Bug[], suite: readonly Check[] = checks, options: Partial<RunOptions> = {}) {
  const server = await startTinyServer(...bugs)
  close = server.close
  const report = await runSuite(suite, { target: server.target, level: 'secure', ...options })
  return { report, requests: server.requests }
}

function notPassed({ results }: Report): string[] {
  return results.flatMap(({ id, outcome }) => (outcome === 'passed' ? [] : [`${id} ${outcome}`])).sort()
}

function result({ results }: Report, id: string): Result {
  const found = results.find((one) => one.id === id)
  if (!found) throw new Error(`${id} did not run`)
  return found
}

describe('a server with a bug', () => {
  it('passes without one', async () => {
    const { report } = await run([])
    expect(notPassed(report)).toEqual([])
    expect(report.results).toHaveLength(known.length)
  })

  it('fails where it answers with another status', async () => {
    const { report } = await run(['wrong-status'])
    expect(notPassed(report)).toEqual([
      'ACC-1.1 failed',
      'ACC-1.3 failed',
      'ACC-1.4 blocked',
      'ACC-1.5 failed',
      'ACC-7.1 blocked',
    ])
    expect(result(report, 'ACC-1.1').findings[0]).toMatchObject({
      clause: 'ACC-1',
      message: 'registerUser answers 201',
      expected: '201',
      received: '200',
    })
    expect(result(report, 'ACC-7.1').findings[0]?.message).toBe('a new customer: registerUser answers 201')
  })

  it('fails where a rule is missing', async () => {
    const { report } = await run(['duplicate-emails'])
    expect(notPassed(report)).toEqual(['ACC-1.4 failed'])
    expect(result(report, 'ACC-1.4').findings[0]).toMatchObject({
      message: 'registerUser answers 409 email_taken',
      expected: '409 email_taken',
      received: '201',
    })
  })

  it('fails where an answer holds more than its schema', async () => {
    const { report } = await run(['leaks-hash'])
    expect(result(report, 'ACC-1.1').findings[0]?.message).toMatch(/passwordHash/)
  })

  it('fails every check that sees an answer without X-Request-Id, by the clause that asks for it', async () => {
    const { report } = await run(['no-request-id'])
    expect(notPassed(report)).toEqual(known.map((id) => `${id} failed`).sort())
    expect(result(report, 'OPS-1.1').findings).toMatchObject([
      { clause: 'HTTP-9', message: 'the answer has no X-Request-Id' },
    ])
  })

  it('fails where an error is a page instead of a problem', async () => {
    const { report } = await run(['html-errors'])
    expect(notPassed(report)).toEqual(['ACC-1.4 failed', 'ACC-1.5 failed'])
    expect(result(report, 'ACC-1.4').findings).toContainEqual(
      expect.objectContaining({
        clause: 'HTTP-4',
        message: 'the Content-Type of the 409 is text/html instead of application/problem+json',
      }),
    )
  })

  it('fails where a problem contradicts its status', async () => {
    const { report } = await run(['problem-status-differs'])
    expect(result(report, 'ACC-1.4').findings[0]).toMatchObject({
      clause: 'HTTP-4',
      message: 'problem/status is 400 instead of 409',
    })
  })

  it('fails where a server error shows its inside', async () => {
    const { report } = await run(['shows-stack'])
    expect(result(report, 'ACC-1.1').findings).toContainEqual(expect.objectContaining({ clause: 'HTTP-10' }))
  })

  it('holds no clause of a harder level against it', async () => {
    const { report } = await run(['shows-stack'], checks, { level: 'core' })
    expect(result(report, 'ACC-1.1').findings.map(({ clause }) => clause)).toEqual(['ACC-1'])
  })

  it('fails where an ETag is no entity tag', async () => {
    const { report } = await run(['etag-without-quotes'])
    expect(result(report, 'ACC-7.1').findings).toContainEqual(
      expect.objectContaining({ clause: 'VER-1', message: 'the ETag of version 1 is 1' }),
    )
  })

  it('fails where the connection is dropped', async () => {
    const { report } = await run(['drops-connection'])
    expect(result(report, 'ACC-1.1').findings[0]).toMatchObject({
      expected: 'an answer',
      received: expect.stringMatching(/socket hang up|ECONNRESET/),
    })
  })

  it('fails at the deadline where no answer comes', async () => {
    const hasty = checks.filter(({ id }) => id === 'ACC-1.1').map((check) => ({ ...check, timeout: 200 }))
    const { report } = await run(['never-answers'], hasty)
    expect(report.results[0]?.findings[0]?.expected).toBe('an end within 200 ms')
  })
})

describe('the runner', () => {
  it('tells an error of the suite from a failure of the server', async () => {
    const broken = defineChecks('OPS-1', { level: 'core' }, (check) => {
      check('OPS-1.900', 'throws', async () => {
        throw new TypeError('a mistake in the suite')
      })
    })
    const { report } = await run([], broken)
    expect(report.results[0]).toMatchObject({ outcome: 'error' })
    expect(report.results[0]?.findings[0]?.message).toMatch(/a mistake in the suite/)
  })

  it('turns a failure that was declared into a deviation, with its reason', async () => {
    const { report } = await run(['duplicate-emails'], checks, {
      deviations: { 'ACC-1.4': 'no unique index' },
    })
    expect(result(report, 'ACC-1.4')).toMatchObject({ outcome: 'deviation', reason: 'no unique index' })
  })

  it('leaves out what the target cannot be checked for, and says why', async () => {
    const needy = defineChecks('PAY-1', { level: 'core', needs: ['gateway'] }, (check) => {
      check('PAY-1.900', 'reads the ledger', async (t) => {
        await t.gateway.ledger('x')
      })
    })
    const { report } = await run([], needy)
    expect(report.results).toEqual([])
    expect(report.unselected).toMatchObject([{ id: 'PAY-1.900', reason: 'needs --gateway-url' }])
  })

  it('deletes the accounts that it made', async () => {
    const { requests } = await run([])
    expect(requests.filter((request) => request.startsWith('DELETE /api/v1/users/')).length).toBeGreaterThan(
      0,
    )
  })

  it('keeps them when it is asked to', async () => {
    const { requests } = await run([], checks, { keep: true })
    expect(requests.filter((request) => request.startsWith('DELETE'))).toEqual([])
  })

  it('stops after the first failure when it is asked to', async () => {
    const { report } = await run(['wrong-status'], checks, { bail: true, concurrency: 1, seed: 1 })
    expect(report.complete).toBe(false)
    expect(notPassed(report)).toHaveLength(1)
  })

  it('never keeps the password of the admin', async () => {
    const nosy = defineChecks('ACC-2', { level: 'core' }, (check) => {
      check('ACC-2.900', 'shows the password', async (t) => {
        const { email, password } = t.admin
        const answer = await t.anonymous.call('logIn', { body: { email, password } })
        t.expect(answer.status).equals(418, 'the answer is a teapot')
      })
    })
    const { report } = await run([], nosy)
    expect(report.results[0]?.outcome).toBe('failed')
    expect(JSON.stringify(report)).toContain('[admin password]')
    expect(JSON.stringify(report)).not.toContain('correct horse battery admin')
  })
})
