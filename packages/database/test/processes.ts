import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { withClient } from '../src/client.ts'

/** A local server as the system sees it. */
export interface Running {
  dataDirectory: string
  postmaster: number
  guardian: number
}

const program = fileURLToPath(new URL('start-local-postgres.ts', import.meta.url))

/** Starts a process of its own that starts a local PostgreSQL and stays. */
export async function startParent(...args: string[]): Promise<{ parent: ChildProcess; url: string }> {
  const parent = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const url of createInterface(parent.stdout)) return { parent, url }
  throw new Error('The parent ended.')
}

export async function inspect(url: string): Promise<Running> {
  const { rows } = await withClient(url, (client) => client.query('show data_directory'))
  const dataDirectory: string = rows[0].data_directory
  const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')
  const postmaster = Number(lines[0])
  return { dataDirectory, postmaster, guardian: Number(ask('ppid', postmaster)) }
}

/** The process group: a terminal's Ctrl-C reaches the whole group. */
export function groupOf(pid: number): number {
  return Number(ask('pgid', pid))
}

export async function untilGone({ dataDirectory, postmaster }: Running): Promise<void> {
  await vi.waitFor(
    () => {
      expect(isRunning(postmaster)).toBe(false)
      expect(existsSync(join(dataDirectory, 'postmaster.pid'))).toBe(false)
    },
    { timeout: 10_000, interval: 20 },
  )
}

/** A zombie, which ended and was not yet asked how, does not run. */
export function isRunning(pid: number): boolean {
  return !['', 'Z'].includes(ask('stat', pid).slice(0, 1))
}

function ask(what: string, pid: number): string {
  try {
    return execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
