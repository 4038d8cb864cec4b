import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { codeOf } from '../connection-errors.ts'
import { DatabaseSetupError } from '../errors.ts'
import type { Account } from './account.ts'

interface RunOptions {
  cwd: string
  account: Account | undefined
  stdio: StdioOptions
}

/** Starts one of PostgreSQL's programs as the account, with an environment that cannot change what it does. */
export function startProgram(program: string, args: string[], options: RunOptions): ChildProcess {
  const { cwd, account, stdio } = options
  const user = account === undefined ? {} : { uid: account.uid, gid: account.gid }
  return spawn(program, args, { cwd, stdio, env: environment(), windowsHide: true, ...user })
}

/**
 * Waits for a program to end.
 * @returns its exit code; `null` when a signal ended it.
 * @throws DatabaseSetupError when the system could not start it.
 */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  try {
    const [code] = await once(child, 'exit')
    return code
  } catch (error) {
    throw new DatabaseSetupError(
      `The PostgreSQL from npm does not run on this system (${codeOf(error)}; on Linux it needs glibc): set DATABASE_URL to another one.`,
      { cause: error },
    )
  }
}

// PGDATA, PGPORT and their like are meant for another server; messages in English can be understood below.
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}
