import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'

export interface ScratchFolder {
  folder: string
  remove(): Promise<void>
}

/** A folder in `parent` for this process. What processes that are gone have left there is removed. */
export async function makeScratchFolder(parent: string): Promise<ScratchFolder> {
  await mkdir(parent, { recursive: true })
  for (const name of await readdir(parent)) {
    if (!isRunning(Number(name))) await removed(path.join(parent, name))
  }
  const folder = path.join(parent, String(process.pid))
  await mkdir(folder, { recursive: true })
  return { folder, remove: () => removed(folder) }
}

function removed(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
