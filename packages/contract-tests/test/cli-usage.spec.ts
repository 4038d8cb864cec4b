import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'
import { admin } from './tiny-server.ts'

const credentials = ['--admin-email', admin.email, '--admin-password', admin.password]

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rosetta-contract-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('wrong usage', () => {
  const cases: Array<[string, string[], string]> = [
    ['no target', [], 'Nothing to test: give --url <origin>.'],
    ['an unknown option', ['--urll', 'http://localhost'], "Unknown option '--urll'."],
    ['an option without its value', ['--url'], "Option '--url <value>' argument missing."],
    ['what is no URL', ['--url', 'localhost:3001'], '--url localhost:3001 is not an http or https URL.'],
    ['a URL with a path', ['--url', 'http://x/api'], '--url http://x/api has to be an origin without a path'],
    ['an unknown level', ['--level', 'easy'], '--level easy is none of core, secure, reliable, live, ops.'],
    [
      'an unknown check',
      ['--only', 'ORD-999', '--url', 'http://x'],
      '--only ORD-999 is no check and no clause',
    ],
    ['a broken pattern', ['--grep', '('], '--grep ( is not a regular expression.'],
    [
      'an unknown kind of report',
      ['--report', 'pdf=x'],
      '--report pdf=x has to be json, junit, html and a file',
    ],
    [
      'a concurrency of none',
      ['--concurrency', '0'],
      '--concurrency 0 has to be a whole number of at least 1.',
    ],
    ['an app that is not there', ['express'], '"express" is not a command or an app here.'],
    ['no admin', ['--url', 'http://x'], '--admin-email is missing'],
    ['no password', ['--url', 'http://x', '--admin-email', 'a@b.c'], '--admin-password is missing'],
    [
      'retries that never come',
      ['--bail', '--retries', '2'],
      '--bail stops at the first check that does not pass: --retries would never come.',
    ],
    [
      'a baseline to update without a name',
      ['--update-baseline'],
      '--update-baseline needs --baseline <file>.',
    ],
  ]
  it.each(cases)('%s ends with 2 and one sentence', async (_, argv, message) => {
    const { code, stdout, stderr } = await runCommand(argv)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('names the apps where one is missing', async () => {
    const apps = { express: () => Promise.reject(new Error('not started here')) }
    expect((await runCommand([], { apps })).stderr).toContain('give --url <origin> or one of express.')
    expect((await runCommand(['koa'], { apps })).stderr).toContain(
      '"koa" is not a command or an app here: there is express.',
    )
  })

  it('says which file of the command line cannot be used', async () => {
    const baseline = join(folder, 'baseline.txt')
    const { stderr } = await runCommand(['--url', 'http://x', ...credentials, '--baseline', baseline])
    expect(stderr).toContain(`--baseline ${baseline}: there is no such file.`)
    await writeFile(baseline, 'ORD-1.1x\n')
    const { stderr: second } = await runCommand(['--url', 'http://x', ...credentials, '--baseline', baseline])
    expect(second).toContain('"ORD-1.1x" is not the id of a check')
  })
})
