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
    [['test', 'contrct'], 'No test matches contrct. Did you mean "contract"?'],
    [['contract', 'expres'], '"expres" is not a command or an app here'],
  ])('%j gets one sentence', async (args, sentence) => {
    const command = startCommand(['--conditions=@backend-rosetta/source', main, ...args])
    const { code } = await command.ended
    expect(code).toBeGreaterThan(0)
    expect(command.stdout).toEqual([])
    expect(command.stderr).toEqual([expect.stringContaining(sentence)])
  })
})

describe('help', { timeout: 30_000 }, () => {
  it.each([[['--help']], [['start', '--help']], [['test', '-h']], [['contract', '--help']]])(
    '%j gets help, without colours in a pipe',
    async (args) => {
      const command = startCommand(['--conditions=@backend-rosetta/source', main, ...args])
      expect(await command.ended).toEqual({ code: 0, signal: null })
      const text = command.stdout.join('\n')
      expect(text.length).toBeGreaterThan(100)
      expect(text).not.toContain('\u001B')
    },
  )
})
