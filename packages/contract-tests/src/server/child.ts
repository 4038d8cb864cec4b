import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { TargetError } from '../failures.ts'
import type { Environment, Exit } from '../target.ts'

export interface ChildOptions {
  /** The program and its arguments, without a shell. It has to be the server itself: it gets the signals. */
  command: readonly [string, ...string[]]
  cwd?: string
  env: Environment
}

/** A server process and what it writes. */
export interface Child {
  readonly running: boolean
  readonly pid: number | undefined
  output(): string
  /** Resolves when the process has ended. */
  readonly exited: Promise<Exit>
  /** Sends a signal and resolves when the process has ended; after `grace` milliseconds it is killed. */
  stop(signal: NodeJS.Signals, grace: number): Promise<Exit>
}

/** What is kept of the output of a process: its end, in characters. */
const KEPT = 100_000

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a process. Throws a `TargetError` when there is no such program. */
export async function startChild({ command, cwd, env }: ChildOptions): Promise<Child> {
  const [program, ...args] = command
  const started = performance.now()
  const child = spawn(program, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // A group of its own: Ctrl-C in the terminal is for the suite, which still cleans up on the server.
    detached: process.platform !== 'win32',
  })
  children.add(child)
  let output = ''
  const keep = (text: string) => {
    output = (output + text).slice(-KEPT)
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  await once(child, 'spawn').catch((error: unknown) => {
    children.delete(child)
    throw new TargetError(`The command ${program} cannot be started: ${messageOf(error)}.`)
  })
  const exited = endOf(child, started)
  return {
    get running() {
      return child.exitCode === null && child.signalCode === null
    },
    pid: child.pid,
    output: () => output,
    exited,
    async stop(signal, grace) {
      const asked = performance.now()
      child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), grace)
      const exit = await exited
      clearTimeout(timer)
      return { ...exit, milliseconds: Math.round(performance.now() - asked) }
    },
  }
}

/** Waits for `close`, not `exit`: then the output is complete. */
function endOf(child: ChildProcess, started: number): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      children.delete(child)
      resolve({ code, signal, milliseconds: Math.round(performance.now() - started) })
    })
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
