import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../src/server/launch.ts'
import { runCommand } from './run-command.ts'
import { admin, type Bug, startTinyServer } from './tiny-server.ts'

const credentials = ['--admin-email', admin.email, '--admin-password', admin.password]

let folder: string
let close: (() => Promise<void>) | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rosetta-contract-'))
})

afterEach(async () => {
  await close?.()
  close = undefined
  await rm(folder, { recursive: true })
})

async function against(bugs: Bug[], ...argv: string[]) {
  const server = await startTinyServer(...bugs)
  close = server.close
  const [url] = server.target.baseUrls
  return { url, ...(await runCommand(['--url', url, ...credentials, ...argv])) }
}

describe('a target that cannot be tested ends with 3 and one sentence', () => {
  it('when nothing listens there', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const { code, stderr } = await runCommand(['--url', url, ...credentials])
    expect(code).toBe(3)
    expect(stderr).toMatch(
      /^Nothing answers at http:\S+ \(connect ECONNREFUSED \S+\): start the server, or check the URL\.\n$/,
    )
  })

  it('when it is another API', async () => {
    const { code, stderr, url } = await against(['another-api'])
    expect(code).toBe(3)
    expect(stderr).toBe(
      `What answers at ${url} is not this API: GET /health/live gave 200 application/json instead of 200 {"status":"ok"}. Check the URL.\n`,
    )
  })

  it('when it refuses the admin', async () => {
    const { code, stderr, url } = await against(['refuses-admin'])
    expect(code).toBe(3)
    expect(stderr).toBe(
      `${url} refuses the admin ${admin.email} (invalid_credentials): check --admin-email and --admin-password, and that the account exists there.\n`,
    )
  })

  it('when the admin is none', async () => {
    const { code, stderr } = await against(['admin-is-customer'])
    expect(code).toBe(3)
    expect(stderr).toContain('has the role customer: the suite needs an admin.')
  })

  it('when its payment gateway does not answer', async () => {
    const gatewayUrl = `http://127.0.0.1:${await freePort()}`
    const { code, stderr } = await against([], '--gateway-url', gatewayUrl)
    expect(code).toBe(3)
    expect(stderr).toBe(
      `No payment gateway answers at ${gatewayUrl}: start it with rosetta-gateway, or check --gateway-url.\n`,
    )
  })
})

describe('a run', () => {
  it('ends with 0 when the contract is kept', async () => {
    const { code, stdout } = await against([], '--only', 'OPS-1.1,ACC-1.1')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Kept: 2 checks against http:\S+ in \d+\.\d s, seed \d+\.\n$/)
  })

  it('ends with 1 and shows clause, expectation, exchange and curl when it is not', async () => {
    const { code, stdout, stderr, url } = await against(['wrong-status'], '--only', 'ACC-1.1')
    expect(code).toBe(1)
    expect(stderr).toContain('failed ACC-1.1 registration makes an active customer')
    expect(stdout).toMatch(/clause {3}ACC-1 Registration: /)
    expect(stdout).toContain('expected 201\n  received 200\n')
    expect(stdout).toContain(`sent     POST ${url}/api/v1/auth/register`)
    expect(stdout).toContain('answer   200 OK after ')
    expect(stdout).toContain(
      `curl -i --path-as-is -X POST '${url}/api/v1/auth/register' -H 'Content-Type: application/json'`,
    )
    expect(stdout).toContain('Not kept: 1 check against')
  })

  it('shows a fault that every answer has once', async () => {
    const { stdout } = await against(['no-request-id'], '--only', 'OPS-1.1,OPS-1.2,ACC-1.1')
    expect(stdout.match(/the answer has no X-Request-Id/g)).toHaveLength(2)
    expect(stdout).toContain('failed HTTP-9 the answer has no X-Request-Id, seen in 3 checks: ')
  })

  it('shows what blocks many checks once', async () => {
    const { stdout } = await against(['wrong-status'], '--only', 'ACC-1.4,ACC-7.1,ACC-7.2')
    expect(stdout).toMatch(/blocked 3 checks: ACC-\d\.\d, ACC-\d\.\d, ACC-\d\.\d\n/)
    expect(stdout.match(/a new customer: registerUser answers 201/g)).toHaveLength(1)
  })

  it('takes the password from the environment', async () => {
    const server = await startTinyServer()
    close = server.close
    const argv = ['--url', server.target.baseUrls[0], '--admin-email', admin.email, '--only', 'OPS-1.1']
    const { code } = await runCommand(argv, { variables: { ROSETTA_ADMIN_PASSWORD: admin.password } })
    expect(code).toBe(0)
  })

  it('says what is not selected and why', async () => {
    const { stdout } = await against([], '--only', 'OPS-1.1')
    expect(stdout).toMatch(/not selected, not in --only: \d+ \(/)
  })
})

describe('a baseline', () => {
  it('forgives what is in it, fails what is not, and fails what passes now', async () => {
    const file = join(folder, 'baseline.txt')
    const only = ['--only', 'OPS-1.1,ACC-1.4']
    const written = await against(['duplicate-emails'], ...only, '--baseline', file, '--update-baseline')
    expect(written.code).toBe(0)
    expect(await readFile(file, 'utf8')).toContain('ACC-1.4  # a taken email is refused')
    await close?.()

    const forgiven = await against(['duplicate-emails'], ...only, '--baseline', file)
    expect(forgiven.code).toBe(0)
    expect(forgiven.stdout).toContain('known not to pass: ACC-1.4')
    await close?.()

    const fixed = await against([], ...only, '--baseline', file)
    expect(fixed.code).toBe(1)
    expect(fixed.stdout).toContain('ACC-1.4 passes now: take it out of the baseline (--update-baseline).')
    await close?.()

    await writeFile(file, '# empty\n')
    const unforgiven = await against(['duplicate-emails'], ...only, '--baseline', file)
    expect(unforgiven.code).toBe(1)
  })

  it('knows a deviation that is none any more', async () => {
    const file = join(folder, 'deviations.json')
    await writeFile(file, JSON.stringify({ 'ACC-1.4': 'there is no unique index' }))
    const only = ['--only', 'ACC-1.4', '--deviations', file]
    const declared = await against(['duplicate-emails'], ...only)
    expect(declared.code).toBe(0)
    expect(declared.stdout).toContain('(there is no unique index)')
    await close?.()

    const stale = await against([], ...only)
    expect(stale.code).toBe(1)
    expect(stale.stdout).toContain('ACC-1.4 is declared as a deviation and passes now: take it out.')
    await close?.()

    await writeFile(file, JSON.stringify({ 'ACC-1.4': { reason: 'chance decides', sometimes: true } }))
    expect((await against([], ...only)).code).toBe(0)
  })
})

describe('list', () => {
  it('shows every check with level and clause', async () => {
    const { code, stdout } = await runCommand(['list', '--only', 'OPS-1.1'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^id +level +clause +check\nOPS-1\.1 +core +Health +liveness answers 200/)
    expect(stdout).toContain('\n1 check\n')
  })

  it('is JSON on request', async () => {
    const { stdout } = await runCommand(['list', '--json', '--level', 'core'])
    const rows: Array<{ level: string }> = JSON.parse(stdout)
    expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(['core']))
  })
})
