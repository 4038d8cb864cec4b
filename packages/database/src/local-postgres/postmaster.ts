import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSetupError } from '../errors.ts'
import type { Cluster } from './cluster.ts'
import { explainFailure, tellsOfBusyPort, tellsOfDyingServer } from './failures.ts'
import type { Placement } from './placement.ts'
import { ended, startProgram } from './programs.ts'

export interface Postmaster {
  process: ChildProcess
  port: number
}

// What is in the way may go away by itself within this time, in milliseconds.
const patience = 10_000

const durable = { shared_buffers: '128MB', max_connections: '300' }

// What is lost in a crash would be thrown away anyway.
const careless = {
  ...durable,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

/**
 * Starts the server and waits until it takes connections.
 * @param port 0 for any free one.
 * @throws DatabaseSetupError
 */
export async function startPostmaster(
  placement: Placement,
  cluster: Cluster,
  port: number,
): Promise<Postmaster> {
  const deadline = Date.now() + patience
  for (;;) {
    const chosen = port === 0 ? await freePort() : port
    const child = launch(placement, cluster, chosen)
    if (await becomesReady(child, cluster)) return { process: child, port: chosen }
    const isPassing = tellsOfDyingServer(cluster.log) || (port === 0 && tellsOfBusyPort(cluster.log))
    if (!isPassing || Date.now() > deadline) throw new DatabaseSetupError(explainFailure(cluster.log))
    await delay(100)
  }
}

/** Stops the server: open transactions are rolled back. Whatever does not stop in time is made to. */
export async function stopPostmaster(
  placement: Placement,
  cluster: Cluster,
  child: ChildProcess,
): Promise<void> {
  if (process.platform === 'win32') {
    const args = ['stop', '--mode=fast', `--pgdata=${cluster.data}`]
    await ended(
      startProgram(placement.binaries.pgCtl, args, { ...placement, cwd: cluster.data, stdio: 'ignore' }),
    )
  }
  // Fast, then immediate shutdown; temporary data need no orderly end.
  const signals: NodeJS.Signals[] = placement.temporary
    ? ['SIGQUIT', 'SIGKILL']
    : ['SIGINT', 'SIGQUIT', 'SIGKILL']
  for (const signal of signals) {
    child.kill(signal)
    if (await endsWithin(child, 8_000)) return
  }
}

function launch({ account, binaries, temporary }: Placement, cluster: Cluster, port: number): ChildProcess {
  const settings = {
    ...(temporary ? careless : durable),
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = openSync(cluster.log, 'w')
  const child = startProgram(binaries.postgres, ['-D', cluster.data, ...flags], {
    cwd: cluster.data,
    account,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  return child
}

/** As pg_ctl does it: the eighth line of postmaster.pid tells the state of the server. */
async function becomesReady(child: ChildProcess, { data }: Cluster): Promise<boolean> {
  const exit = ended(child).then(() => 'ended' as const)
  for (;;) {
    if ((await Promise.race([exit, delay(15)])) === 'ended') return false
    const [pid, , , , , , , state] = readLines(join(data, 'postmaster.pid'))
    if (Number(pid) === child.pid && state?.trim() === 'ready') return true
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

async function endsWithin(child: ChildProcess, milliseconds: number): Promise<boolean> {
  const late = new AbortController()
  const timeout = delay(milliseconds, false, { signal: late.signal }).catch(() => false)
  const inTime = await Promise.race([ended(child).then(() => true), timeout])
  late.abort()
  return inTime
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.')
  return address.port
}
