/**
 * A process of its own that runs PostgreSQL for its parent and outlives it by a moment: in its own process group, a
 * Ctrl-C in the terminal does not reach it, so the server is there until the parent has finished with it. When the
 * parent closes the pipe to its standard input or ends, even by SIGKILL, it stops the server and removes what was
 * temporary.
 */
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSetupError } from '../errors.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { lockFolder } from './folder-lock.ts'
import { stopOrphan } from './orphan.ts'
import { type Placement, place } from './placement.ts'
import { startPostmaster, stopPostmaster } from './postmaster.ts'
import { ended } from './programs.ts'
import type { GuardianReport, GuardianTask } from './protocol.ts'

const parent = process.ppid
const stop = new AbortController()

process.stdin.on('end', () => stop.abort()).resume()
process.on('SIGTERM', () => stop.abort())
process.on('SIGINT', () => stop.abort())
// Nobody may be left to read what is written.
process.stdout.on('error', () => stop.abort())

try {
  await guard(JSON.parse(process.argv[2] ?? ''))
} catch (error) {
  report({ event: 'failed', message: error instanceof DatabaseSetupError ? error.message : String(error) })
  process.exitCode = 1
}
process.stdin.destroy()

async function guard(task: GuardianTask): Promise<void> {
  const placement = place(task.folder, (text) => report({ event: 'progress', text }))
  const unlock = placement.temporary ? () => undefined : await lockFolder(placement.folder, describeHolder)
  try {
    if (task.reset) reset(placement.folder)
    await serve(placement, task.port)
  } finally {
    if (placement.temporary) rmSync(placement.folder, { recursive: true, force: true, maxRetries: 5 })
    unlock()
  }
}

async function serve(placement: Placement, port: number): Promise<void> {
  const cluster = await openCluster(placement)
  if (!placement.temporary) await stopOrphan(cluster)
  const postmaster = await startPostmaster(placement, cluster, port)
  report({ event: 'ready', port: postmaster.port, password: cluster.password })
  await untilOver(placement, cluster, postmaster.process)
}

async function untilOver(placement: Placement, cluster: Cluster, child: ChildProcess): Promise<void> {
  const stopped = new Promise((resolve) => {
    if (stop.signal.aborted) resolve(undefined)
    stop.signal.addEventListener('abort', resolve)
  })
  await Promise.race([stopped, ended(child)])
  await stopPostmaster(placement, cluster, child)
}

function reset(folder: string): void {
  for (const name of ['data', 'password', 'postgres.log']) {
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function describeHolder() {
  return { owner: parent, stopping: stop.signal.aborted || process.ppid !== parent }
}

function report(message: GuardianReport): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
