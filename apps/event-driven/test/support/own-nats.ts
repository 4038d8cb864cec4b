import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '@backend-rosetta/contract-tests/server/launch'

/** A NATS server of one's own, that can crash and come back with what it has stored. */
export interface OwnNats {
  url: string
  kill: () => Promise<void>
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** Nothing, where there is no `nats-server` on the PATH. */
export async function startOwnNats(): Promise<OwnNats | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'rosetta-nats-'))
  const port = await freePort()
  let server = await run(folder, port)
  if (!server) {
    await rm(folder, { recursive: true })
    return undefined
  }
  const kill = async () => {
    if (server?.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    kill,
    async start() {
      server = await run(folder, port)
      if (!server) throw new Error('nats-server does not start again')
    },
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function run(folder: string, port: number): Promise<ChildProcess | undefined> {
  const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  server.once('error', () => resolve(false)).once('exit', () => resolve(false))
  createInterface({ input: server.stderr }).on('line', (line) => {
    if (line.includes('Server is ready')) resolve(true)
  })
  return (await promise) ? server : undefined
}
