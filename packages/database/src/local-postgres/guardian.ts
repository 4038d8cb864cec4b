/**
 * A process of its own that runs PostgreSQL for its parent and outlives it by a moment: in its own process group, a
 * Ctrl-C in the terminal does not reach it, so the server is there until the parent has finished with it. When the
 * parent closes the pipe to its standard input or ends, even by SIGKILL, it stops the server and removes what was
 * temporary.
 */
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { serverAccount } from './account.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { explainError } from './failures.ts'
import { lockFolder } from './folder-lock.ts'
import { stopOrphan } from './orphan.ts'
import { chooseFolder, type Placement, provideBinaries } from './placement.ts'
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
  report({ event: 'failed', message: explainError(error) })
  process.exitCode = 1
}
process.stdin.destroy()

async function guard(task: GuardianTask): Promise<void> {
  const account = serverAccount(task.folder === null ? null : join(task.folder, 'data'))
  const folder = chooseFolder(task.folder, account, (text) => report({ event: 'progress', text }))
  const temporary = task.folder === null
  const leave = temporary ? () => remove(folder) : await lockFolder(folder, describeHolder)
  try {
    if (!temporary) await stopOrphan(folder)
    if (task.reset) for (const name of ['data', 'password']) remove(join(folder, name))
    await serve({ account, folder, temporary, binaries: provideBinaries(folder, account) }, task.port)
  } finally {
    leave()
  }
}

async function serve(placement: Placement, port: number): Promise<void> {
  const cluster = await openCluster(placement)
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

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 })
}

function describeHolder() {
  return { owner: parent, stopping: stop.signal.aborted || process.ppid !== parent }
}

function report(message: GuardianReport): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
