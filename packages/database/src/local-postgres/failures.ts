import { readFileSync } from 'node:fs'
import { codeOf } from '../connection-errors.ts'
import { DatabaseSetupError } from '../errors.ts'

const diskIsFull = 'The disk is full: free some space, then start again.'

const known: readonly [pattern: RegExp, message: string][] = [
  [/No space left on device/i, diskIsFull],
  [/Address already in use|could not bind/i, 'The port for PostgreSQL is in use: choose another one.'],
  [
    /lock file .* already exists|is another postmaster/i,
    'The data folder is in use by another PostgreSQL: stop that one first.',
  ],
  [
    /could not (?:create|map) .*shared memory|out of memory/i,
    'PostgreSQL did not get the memory it needs: close other programs.',
  ],
]

/** Says in one sentence why a program of PostgreSQL failed, from what it wrote to its log. */
export function explainFailure(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  const text = lines.join('\n')
  const match = known.find(([pattern]) => pattern.test(text))
  if (match !== undefined) return match[1]
  const told = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? ''
  const reason = told.replace(/^.*?(?:FATAL|PANIC|error):\s*/, '')
  return `The local PostgreSQL did not start (${reason || 'it said nothing'}): see ${log}, or set DATABASE_URL.`
}

/** Says in one sentence why the server could not be set up. */
export function explainError(error: unknown): string {
  if (error instanceof DatabaseSetupError) return error.message
  if (codeOf(error) === 'ENOSPC') return diskIsFull
  const reason = error instanceof Error ? error.message : String(error)
  if (codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM') {
    return `The folder of the local PostgreSQL belongs to another user (${reason}): remove it, or set DATABASE_URL.`
  }
  return `The local PostgreSQL could not be set up (${reason}): correct that, or set DATABASE_URL.`
}

/** Whether the log tells of a port that another program holds. */
export function tellsOfBusyPort(log: string): boolean {
  return /Address already in use/i.test(readFileSync(log, 'utf8'))
}

/** Whether the log tells of processes that a killed server left, and that have not noticed yet. */
export function tellsOfDyingServer(log: string): boolean {
  return /pre-existing shared memory block/i.test(readFileSync(log, 'utf8'))
}
