import { mkdir, open, readFile, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file of JSON lines that only grows. */
export interface Journal {
  /** Resolves once the record is on disk. After one failure every later call rejects with the same error. */
  append: (record: object) => Promise<void>
  /** Resolves once everything appended so far is on disk. */
  flushed: () => Promise<void>
  close: () => Promise<void>
}

interface Reader {
  /** Takes one record of the file; throws if it makes no sense. */
  replay: (record: unknown) => void
  warn: (message: string) => void
}

/**
 * Opens the journal, making it if it is missing, and hands every record in it to `replay`.
 * A last line that a crash cut off is removed with a warning: nobody was told that it was there.
 * @throws Error naming the line, when the file is damaged in any other way; the file is left as it is
 */
export async function openJournal(file: string, { replay, warn }: Reader): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true })
  const bytes = await readIfThere(file)
  const end = bytes.lastIndexOf('\n') + 1
  replayLines(bytes.subarray(0, end), replay)
  if (end < bytes.length) {
    refuseForeign(bytes.subarray(end))
    await truncate(file, end)
    warn(`Removed the last ${bytes.length - end} bytes of ${file}: a record that a crash had cut off.`)
  }
  return startWriting(file)
}

async function startWriting(file: string): Promise<Journal> {
  const handle = await open(file, 'a')
  let batch = ''
  let written: Promise<void> = Promise.resolve()

  async function flush(): Promise<void> {
    const lines = batch
    batch = ''
    try {
      await handle.appendFile(lines)
      await handle.datasync()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`${file} cannot be written (${reason}). Start again once it can be.`, { cause: error })
    }
  }

  const end = () => handle.close()
  return {
    // While one batch is being synced the next one gathers: one sync for all that arrive meanwhile.
    append(record) {
      if (batch === '') written = written.then(flush)
      batch += `${JSON.stringify(record)}\n`
      return written
    },
    flushed: () => written,
    close: () => written.then(end, end),
  }
}

async function readIfThere(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

function replayLines(bytes: Buffer, replay: (record: unknown) => void): void {
  let number = 0
  for (let start = 0; start < bytes.length; ) {
    const stop = bytes.indexOf('\n', start)
    number += 1
    try {
      replay(JSON.parse(bytes.toString('utf8', start, stop)))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`line ${number} is damaged (${reason})`, { cause: error })
    }
    start = stop + 1
  }
}

/** Every record starts with its type: what does not is somebody else's file, and nothing is cut off it. */
function refuseForeign(tail: Buffer): void {
  const start = '{"type":'
  if (start.startsWith(tail.toString('utf8', 0, start.length))) return
  throw new Error('its last line is no record')
}
