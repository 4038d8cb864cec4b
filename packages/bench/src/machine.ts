import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import os from 'node:os'
import { promisify } from 'node:util'
import { withClient } from '@backend-rosetta/database/client'
import type { Machine, Versions } from './machine-schema.ts'

const require = createRequire(import.meta.url)

export function describeMachine(): Machine {
  const cores = os.cpus()
  return {
    cpu: cores[0]?.model.trim() ?? os.arch(),
    cores: cores.length,
    memoryBytes: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    load: os.loadavg()[0] ?? 0,
  }
}

export async function readVersions(serverUrl: string, folder: string): Promise<Versions> {
  const postgres = await withClient(serverUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    )
    return rows[0]?.version ?? 'unknown'
  })
  const { version: autocannon }: { version: string } = require('autocannon/package.json')
  const commit = await readCommit(folder)
  return { node: process.version, postgres, autocannon, ...(commit && { commit }) }
}

/** A download without a Git folder has none. */
async function readCommit(folder: string): Promise<string | undefined> {
  const git = async (...parameters: string[]) =>
    (await promisify(execFile)('git', parameters, { cwd: folder })).stdout.trim()
  try {
    const changed = await git('status', '--porcelain')
    return `${await git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`
  } catch {
    return undefined
  }
}
