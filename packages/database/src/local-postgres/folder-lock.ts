import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { codeOf } from '../connection-errors.ts'
import { DatabaseSetupError } from '../errors.ts'

/** What the process that holds a folder tells to those who ask. */
interface Holder {
  folder: string
  /** The process for which the server runs. */
  owner: number
  stopping: boolean
}

/**
 * Takes a folder for this process. The lock is a port that it listens on and whose number is written in the folder:
 * it ends with the process, however that ends, which a process id in a file does not.
 * @param holder tells the state when somebody asks.
 * @returns gives the folder back.
 * @throws DatabaseSetupError when a running process holds it. One that is stopping is waited for.
 */
export async function lockFolder(folder: string, holder: () => Omit<Holder, 'folder'>): Promise<() => void> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy()).unref()
    const state: Holder = { folder, ...holder() }
    // Whoever waits for a stopping process sees the connection end with it.
    if (state.stopping) socket.write(JSON.stringify(state))
    else socket.end(JSON.stringify(state))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  server.unref()
  const file = join(folder, 'lock')
  while (!writeExclusively(file, portOf(server))) await waitForHolder(folder, file)
  return () => rmSync(file, { force: true })
}

async function waitForHolder(folder: string, file: string): Promise<void> {
  const holder = await ask(file)
  if (holder?.folder === folder && !holder.stopping) {
    throw new DatabaseSetupError(
      `The data in ${folder} is in use by process ${holder.owner}: stop that one first (Ctrl-C where it runs).`,
    )
  }
  rmSync(file, { force: true })
}

/** Asks the holder that the file names, if it is still there; one that is stopping answers with its end. */
async function ask(file: string): Promise<Holder | undefined> {
  try {
    const port = Number(readFileSync(file, 'utf8'))
    const socket = connect({ port, host: '127.0.0.1', signal: AbortSignal.timeout(20_000) })
    return JSON.parse(await text(socket))
  } catch {
    return undefined
  }
}

function writeExclusively(file: string, port: number): boolean {
  try {
    writeFileSync(file, String(port), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.')
  return address.port
}
