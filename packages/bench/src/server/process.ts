import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { BenchError } from '../bench-error.ts'

export interface ServerProgram {
  name: string
  /** What Node runs, and where. */
  entry: string
  folder: string
  env: Record<string, string>
  /** For Node itself. */
  flags?: readonly string[]
}

/** One server under load, in a process of its own. */
export interface ServerProcess {
  pid: number
  url: string
  /** Milliseconds from the start of the process to its first good answer. */
  startUp: number
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
  /** Ends it at once: it is measured, and nobody waits for its answers. */
  kill(): Promise<void>
}

const startTimeoutMs = 30_000
const keptCharacters = 10_000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** How many servers of this process there are: none where nothing is measured. */
export function runningServers(): number {
  return running.size
}

/**
 * Starts a server on a free port of the loopback interface and waits for its first list of products: then it is up,
 * connected to its database, and of use to somebody.
 * @throws BenchError with its last words when it does not get there
 */
export async function startServer(program: ServerProgram, signal: AbortSignal): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const begun = performance.now()
  const { child, ended, errors } = spawnServer(program, port)
  const timeout = AbortSignal.timeout(startTimeoutMs)
  const gone = new AbortController()
  void ended.then(() => gone.abort())
  const answered = await untilAnswered(url, AbortSignal.any([signal, timeout, gone.signal]))
  const startUp = performance.now() - begun
  const kill = () => {
    child.kill('SIGKILL')
    return ended
  }
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  if (answered && child.pid !== undefined) return { pid: child.pid, url, startUp, stop, kill }
  await kill()
  signal.throwIfAborted()
  const how = timeout.aborted ? `does not answer after ${startTimeoutMs / 1000} s` : 'ended at its start'
  throw new BenchError(`${program.name} ${how}. It wrote:\n${errors() || '(nothing)'}`)
}

function spawnServer({ entry, folder, env, flags = [] }: ServerProgram, port: number) {
  const child = spawn(process.execPath, [...flags, entry], {
    cwd: folder,
    env: { ...process.env, ...env, HOST: '127.0.0.1', PORT: String(port) },
    // Its log is written as in production, but reading it here would take time from what is measured.
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C in the terminal is for this process, which ends the servers itself.
    detached: process.platform !== 'win32',
  })
  running.add(child)
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-keptCharacters)
  })
  const ended = once(child, 'close').then(() => {
    running.delete(child)
  })
  return { child, ended, errors: () => text.trim() }
}

async function untilAnswered(url: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    try {
      const response = await fetch(`${url}/api/v1/products?limit=1`, { signal })
      await response.arrayBuffer()
      if (response.ok) return true
    } catch {
      // It does not listen yet.
    }
    await delay(5)
  }
  return false
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return address.port
}
