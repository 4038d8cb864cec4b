import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/** A command that runs, and the lines it has written so far. */
export interface RunningCommand {
  pid: number
  process: ChildProcess
  stdout: string[]
  stderr: string[]
  /** Resolves when it has ended and its output is complete. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** Runs a Node program in a process group of its own. */
export function startCommand(
  parameters: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): RunningCommand {
  const child = spawn(process.execPath, parameters, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stdout: string[] = []
  const stderr: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => stderr.push(line))
  return {
    pid: child.pid ?? 0,
    process: child,
    stdout,
    stderr,
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal })),
  }
}

/** Polls until a condition holds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}.`)
    await delay(25)
  }
}

/** Whether a process runs. In a container without an init process, the dead stay in the table: they do not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}
