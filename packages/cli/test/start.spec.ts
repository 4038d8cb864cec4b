import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { demoAdmin, demoCustomer } from '@backend-rosetta/database/demo'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessToken, post, statusOf } from './ask.ts'
import { isAlive, type RunningCommand, startCommand, until } from './command.ts'

const main = path.join(import.meta.dirname, '../src/main.ts')
const ports = ['--port', '0', '--gateway-port', '0']

interface Ready {
  event: string
  app: string
  url: string
  pid: number
  gatewayUrl: string
  admin: { email: string; password: string }
}

let data: string
let commands: RunningCommand[]

beforeEach(() => {
  data = mkdtempSync(path.join(os.tmpdir(), 'rosetta-start-'))
  commands = []
})

afterEach(async () => {
  for (const command of commands) command.process.kill('SIGTERM')
  await Promise.all(commands.map((command) => command.ended))
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
})

describe('start', { timeout: 120_000 }, () => {
  it('says in JSON where the app is, who the admin is, and nothing else on standard output', async () => {
    const { command, ready } = await startReady()
    expect(ready).toEqual({
      event: 'ready',
      app: 'express',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pid: expect.any(Number),
      gatewayUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      admin: { email: demoAdmin.email, password: demoAdmin.password },
    })
    expect(await statusOf(`${ready.url}/health/ready`)).toBe(200)
    expect(await statusOf(`${ready.gatewayUrl}/health`)).toBe(200)
    expect(await accessToken(ready.url, demoAdmin)).toMatch(/^ey/)
    await stop(command)
    expect(command.stdout).toHaveLength(1)
  })

  it('serves the docs site once the app is ready, and lets its pages ask the app', async () => {
    const { command, ready } = await startReady('--docs-port', '0')
    await until('the site is built', () => command.stdout.length > 1, 110_000)
    const site: { event: string; url: string } = JSON.parse(command.stdout[1] ?? '')
    expect(site).toEqual({ event: 'site', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) })
    expect(await (await fetch(new URL('compare/place-order/', site.url))).text()).toContain('placeOrder')
    const { origin } = new URL(site.url)
    const answer = await fetch(`${ready.url}/api/v1/products`, { headers: { Origin: origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    await stop(command)
    expect(await statusOf(site.url)).toBe(0)
  })

  it('ends everything on SIGTERM, the app gracefully', async () => {
    const { command, ready } = await startReady()
    expect(await stop(command)).toEqual({ code: 0, signal: null })
    expect(isAlive(ready.pid)).toBe(false)
    expect(await statusOf(`${ready.gatewayUrl}/health`)).toBe(0)
  })

  it('keeps data and log-ins over a restart, and forgets the data with --reset', async () => {
    const first = await startReady()
    const token = await accessToken(first.ready.url, demoCustomer)
    const person = { email: 'new@example.com', password: 'a long password' }
    await post(`${first.ready.url}/api/v1/auth/register`, { ...person, name: 'New' })
    await stop(first.command)

    const second = await startReady()
    const me = await fetch(`${second.ready.url}/api/v1/users/me`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    expect(me.status).toBe(200)
    expect(await accessToken(second.ready.url, person)).toMatch(/^ey/)
    await stop(second.command)

    const third = await startReady('--reset')
    expect((await post(`${third.ready.url}/api/v1/auth/login`, person)).status).toBe(401)
  })

  it.skipIf(process.platform === 'win32')('keeps the signing secret to its owner', async () => {
    await startReady()
    expect(statSync(path.join(data, 'jwt-secret')).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing behind when it is killed, and starts again right away', async () => {
    const { command, ready } = await startReady()
    command.process.kill('SIGKILL')
    const { ready: again } = await startReady()
    expect(again.pid).not.toBe(ready.pid)
    expect(isAlive(ready.pid)).toBe(false)
    await until(
      'the first gateway has ended',
      async () => (await statusOf(`${ready.gatewayUrl}/health`)) === 0,
    )
  })

  it('stops everything and shows the last words when an app dies', async () => {
    const { command, ready } = await startReady()
    process.kill(ready.pid, 'SIGKILL')
    expect(await command.ended).toEqual({ code: 1, signal: null })
    const log = readFileSync(path.join(data, 'logs/express.log'), 'utf8').trimEnd().split('\n')
    expect(command.stderr.join('\n')).toMatch(
      /^express ended \((SIGKILL|exit code 1)\)\. The end of .*express\.log:$/m,
    )
    expect(command.stderr.at(-1)?.trim()).toBe(log.at(-1))
    expect(await statusOf(`${ready.gatewayUrl}/health`)).toBe(0)
  })

  it('refuses to run twice on the same data', async () => {
    const { command } = await startReady()
    const { code, said } = await runToEnd(['express', ...ports])
    expect(code).toBe(1)
    expect(said).toBe(
      `npm start runs in this clone already (process ${command.pid}): use that one, or stop it with Ctrl-C there.`,
    )
  })

  it('names a port that is in use, before anything else starts', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = addressOf(server.address())
    const { code, said } = await runToEnd(['express', '--port', String(port), '--gateway-port', '0'])
    server.close()
    expect(code).toBe(1)
    expect(said).toBe(
      `Port ${port}, for express, is in use: free it, or choose another with npm start -- express --port <n>.`,
    )
  })
})

function run(args: readonly string[]): RunningCommand {
  const command = startCommand(['--conditions=@backend-rosetta/source', main, ...args], {
    // On a server that others use, --reset would take their data.
    env: { ...process.env, DATABASE_URL: undefined, ROSETTA_DATA: data },
  })
  commands.push(command)
  return command
}

async function startReady(...flags: string[]): Promise<{ command: RunningCommand; ready: Ready }> {
  const command = run(['start', 'express', ...ports, '--json', ...flags])
  const ended = command.ended.then(() => true)
  await until(
    'the app is ready',
    async () => command.stdout.length > 0 || (await Promise.race([ended, false])),
    90_000,
  )
  const line = command.stdout[0]
  if (line === undefined) throw new Error(`It did not start: ${command.stderr.join('\n')}`)
  return { command, ready: JSON.parse(line) }
}

async function stop(command: RunningCommand) {
  command.process.kill('SIGTERM')
  return command.ended
}

async function runToEnd(args: readonly string[]): Promise<{ code: number | null; said: string | undefined }> {
  const command = run(['start', ...args])
  const { code } = await command.ended
  return { code, said: command.stderr.at(-1) }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.')
  return address
}
