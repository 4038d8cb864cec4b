import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCommand } from './command.ts'

const main = path.join(import.meta.dirname, '../src/main.ts')

describe('a mistake on the command line', { timeout: 30_000 }, () => {
  it.each([
    [['strat'], 'There is no command "strat". Did you mean "start"?'],
    [['start', 'expres'], 'There is no app "expres". Did you mean "express"?'],
    [['start', '--', 'expres'], 'There is no app "expres". Did you mean "express"?'],
    [['start', '--jsn'], 'There is no flag --jsn. Did you mean "--json"?'],
    [['start', '--port', 'abc'], '--port takes a number from 0 to 65535, not "abc".'],
    [['start', '--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
    [['start', '--port'], '--port takes a number from 0 to 65535.'],
    [['start', 'express', '--runtime', 'lambda'], 'express runs on Node only: leave --runtime out.'],
    [['start', 'hono-serverless', '--runtime', 'worker'], 'no runtime "worker". Did you mean "workers"?'],
    [['start', '--runtime', 'lambda'], '--runtime is for one app, these are'],
    [['test', 'contrct'], 'No test matches contrct. Did you mean "contract"?'],
    [['bench', 'expres'], 'There is no app "expres". Did you mean "express"?'],
    [['bench', './apps'], 'There is no built app in ./apps: it has neither'],
    [['bench', '--only', 'getMee'], 'There is no measure "getMee". Did you mean "getMe"?'],
    [['bench', '--rounds', '0'], '--rounds takes a whole number from 1 to 9999999, not "0".'],
    [['mutants', 'expres'], 'There is no app "expres". Did you mean "express"?'],
    [['mutants', '--only', 'express-order-of-anyon'], 'Did you mean "express-order-of-anyone"?'],
    [['mutants', '--part', '4/3'], '--part takes one of several, such as 2/3, not "4/3".'],
    [['mutants', '--folder', '.'], '--folder goes with --bugs'],
    [['mutants', '--bugs', 'none.yaml'], 'The bugs cannot be read'],
    [['scorecard', '--chek'], 'There is no flag --chek. Did you mean "--check"?'],
    [['scorecard', 'express'], 'Apps are named with --conformance only'],
    [['scorecard', '--conformance', 'expres'], 'There is no app "expres". Did you mean "express"?'],
    [['scorecard', '--check', '--conformance'], 'Either --check or --conformance, not both.'],
    [['bench', '--orders', '1000,many'], '--orders takes a whole number from 1 to 9999999, not "many".'],
    [['compare', 'place-ordr'], 'There is no operation "place-ordr". Did you mean "place-order"?'],
    [['compare', 'place-order', 'expres'], 'There is no app "expres". Did you mean "express"?'],
    [['compare'], 'Say which operation, and which styles: pnpm compare place-order express nestjs'],
    [['contract', 'expres'], '"expres" is not a command or an app here'],
    [['contract', 'express', '--runtime=lambda'], 'express runs on Node only: leave --runtime out.'],
    [['contract', '--runtime', 'lambda'], '--runtime is for an app of this checkout'],
    [['contract', 'express', '--runtime'], '--runtime takes a name'],
  ])('%j gets one sentence', async (args, sentence) => {
    const command = startCommand(['--conditions=@backend-rosetta/source', main, ...args])
    const { code } = await command.ended
    expect(code).toBeGreaterThan(0)
    expect(command.stdout).toEqual([])
    expect(command.stderr).toEqual([expect.stringContaining(sentence)])
  })
})

describe('help', { timeout: 30_000 }, () => {
  it.each([
    [['--help']],
    [['start', '--help']],
    [['test', '-h']],
    [['contract', '--help']],
    [['compare', '--help']],
    [['bench', '--help']],
    [['mutants', '--help']],
    [['crash', '--help']],
    [['differential', '--help']],
    [['scorecard', '--help']],
  ])('%j gets help, without colours in a pipe', async (args) => {
    const command = startCommand(['--conditions=@backend-rosetta/source', main, ...args])
    expect(await command.ended).toEqual({ code: 0, signal: null })
    const text = command.stdout.join('\n')
    expect(text.length).toBeGreaterThan(100)
    expect(text).not.toContain('\u001B')
  })
})
