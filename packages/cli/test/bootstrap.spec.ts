import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryLock } from '../bootstrap/lock.mjs'
import { isAlive, type RunningCommand, startCommand, until } from './command.ts'
import { makeSmallClone, manifest, thing } from './small-clone.ts'

let root: string
let commands: RunningCommand[]

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'rosetta-bootstrap-'))
  commands = []
  makeSmallClone(root)
})

afterEach(async () => {
  for (const command of commands) command.process.kill('SIGKILL')
  await Promise.all(commands.map((command) => command.ended))
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
})

// The first of them may have to bring pnpm through npm.
describe('bootstrap', { timeout: 60_000 }, () => {
  it('installs, then hands the arguments over untouched', async () => {
    const { handed, stderr } = await runToEnd(['start', 'express', '--port', '4001', '--', '-x'])
    expect(handed.args).toEqual(['start', 'express', '--port', '4001', '--', '-x'])
    expect(stderr).toContain('Installing the dependencies with pnpm …')
    expect(existsSync(path.join(root, 'node_modules/local-thing/package.json'))).toBe(true)
  })

  it('passes the exit code on', async () => {
    const { code } = await runToEnd(['exit', '7'])
    expect(code).toBe(7)
  })

  it('installs again only when a manifest or the lockfile has changed', async () => {
    await runToEnd(['first'])
    const second = await runToEnd(['second'])
    expect(second.stderr).toEqual([])
    writeFileSync(
      path.join(root, 'packages/thing/package.json'),
      JSON.stringify({ ...thing, version: '2.0.0' }),
    )
    const third = await runToEnd(['third'])
    expect(third.stderr).toContain('Installing the dependencies with pnpm …')
  })

  it('installs again when node_modules was deleted', async () => {
    await runToEnd(['first'])
    rmSync(path.join(root, 'node_modules'), { recursive: true })
    const second = await runToEnd(['second'])
    expect(second.stderr).toContain('Installing the dependencies with pnpm …')
  })

  it('twice at the same time installs once', async () => {
    const both = await Promise.all([runToEnd(['one']), runToEnd(['two'])])
    const lines = both.flatMap(({ stderr }) => stderr)
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(lines.filter((line) => line.startsWith('Installing'))).toHaveLength(1)
  })

  it('waits for an installation that is under way, and says for whose', async () => {
    const release = tryLock(path.join(root, '.toolchain/install.lock'))
    const command = start(['start'])
    const sentence = `Waiting for the installation that process ${process.pid} is doing …`
    await until('it says that it waits', () => command.stderr.includes(sentence), 60_000)
    expect(command.stdout).toEqual([])
    if (typeof release === 'function') release()
    expect(await command.ended).toEqual({ code: 0, signal: null })
    expect(command.stdout).toHaveLength(1)
  })

  it('says in one paragraph that the lockfile does not fit', async () => {
    writeFileSync(
      path.join(root, 'package.json'),
      JSON.stringify({ ...manifest, dependencies: { thing: '9.9.9' } }),
    )
    const { code, stderr } = await runToEnd(['start'])
    expect(code).toBe(1)
    expect(stderr.join('\n')).toMatch(/^pnpm could not install the dependencies:\n {2}.*OUTDATED_LOCKFILE/m)
    expect(stderr.join('\n')).not.toMatch(/^ +at /m)
  })

  it('says what to do when npm does not reach a registry', async () => {
    rmSync(path.join(root, '.toolchain'), { recursive: true, force: true })
    const { code, stderr } = await runToEnd(['start'], { npm_config_registry: 'http://127.0.0.1:9/' })
    expect(code).toBe(1)
    expect(stderr.at(-1)).toMatch(/^Could not get pnpm .* through npm: .*ECONNREFUSED.* Install pnpm /)
  })

  it('keeps what leads to a registry and drops what steers the outer npm', async () => {
    const { handed } = await runToEnd(['start'], {
      npm_config_registry: 'https://registry.example/',
      npm_config_nodedir: '/usr',
      npm_config_omit: 'dev',
      npm_lifecycle_event: 'start',
      NODE_ENV: 'production',
    })
    expect(handed.env).toMatchObject({
      npm_config_registry: 'https://registry.example/',
      pnpm_config_registry: 'https://registry.example/',
    })
    for (const name of ['npm_config_nodedir', 'npm_config_omit', 'npm_lifecycle_event', 'NODE_ENV']) {
      expect(handed.env).not.toHaveProperty(name)
    }
  })

  it.skipIf(process.platform === 'win32')('passes SIGTERM on and waits for the end', async () => {
    const command = start(['wait'])
    await until('the command runs', () => command.stdout.length > 0, 60_000)
    command.process.kill('SIGTERM')
    expect(await command.ended).toEqual({ code: 0, signal: null })
    expect(command.stdout.at(-1)).toBe('SIGTERM')
  })

  it('leaves nothing behind when it is killed', async () => {
    const command = start(['wait'])
    await until('the command runs', () => command.stdout.length > 0, 60_000)
    const { pid } = JSON.parse(command.stdout[0] ?? '')
    command.process.kill('SIGKILL')
    await until('the command has ended', () => !isAlive(pid))
  })
})

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
  const clean = Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name))
  const command = startCommand([path.join(root, 'packages/cli/bootstrap.mjs'), ...args], {
    cwd: root,
    env: { ...Object.fromEntries(clean), ...env },
  })
  commands.push(command)
  return command
}

async function runToEnd(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const command = start(args, env)
  const { code } = await command.ended
  const handed: { args: string[]; env: Record<string, string> } = JSON.parse(command.stdout[0] ?? '{}')
  return { code, stderr: command.stderr, handed }
}
