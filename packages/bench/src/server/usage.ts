import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/**
 * Resident memory of a process and of those that it started, in bytes.
 * Zero where the system has neither `/proc` nor `ps`.
 */
export function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return residentByPs(pid)
  return family(pid)
    .map((member) => Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${member}/status`))?.[1] ?? 0) * 1024)
    .reduce((sum, bytes) => sum + bytes, 0)
}

/** Processor time that a process and those that it started have used up, in microseconds; Linux alone says it. */
export function cpuMicros(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  return family(pid)
    .map((member) => ticksOf(read(`/proc/${member}/stat`)))
    .reduce((sum, ticks) => sum + (ticks * 1_000_000) / ticksPerSecond, 0)
}

/** User and system time of `/proc/<pid>/stat`. The name before them is in parentheses and may hold anything. */
export function ticksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
}

function family(pid: number): number[] {
  const children = threads(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(family)]
}

function threads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

function residentByPs(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024
  } catch {
    return 0
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
