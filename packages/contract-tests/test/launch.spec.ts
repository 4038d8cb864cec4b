import { once } from 'node:events'
import net from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchServer } from '../src/server/launch.ts'
import { createLauncher } from '../src/server/launcher.ts'
import type { LaunchedServer } from '../src/target.ts'

const command = [process.execPath, fileURLToPath(new URL('./fixtures/server.mjs', import.meta.url))] as const

let database: net.Server
let databaseUrl: string
const servers: LaunchedServer[] = []

beforeEach(async () => {
  database = net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.write('hello')
  })
  database.listen(0, '127.0.0.1')
  await once(database, 'listening')
  const address = database.address()
  databaseUrl = `postgres://user:secret@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/orders`
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
  database.close()
})

async function launch(options: Partial<Parameters<typeof launchServer>[0]> = {}): Promise<LaunchedServer> {
  const server = await launchServer({ command, databaseUrl, cutsDatabase: true, ...options })
  servers.push(server)
  return server
}

async function status(server: LaunchedServer): Promise<number> {
  return (await fetch(server.baseUrl)).status
}

async function pid(server: LaunchedServer): Promise<string> {
  return (await fetch(server.baseUrl)).text()
}

describe('launchServer', () => {
  it('starts a process that is ready, and shows its output', async () => {
    const server = await launch()
    expect(await status(server)).toBe(200)
    expect(server.output()).toContain('listening')
  })

  it('stops it by a signal and tells the exit', async () => {
    const server = await launch({ env: { EXIT_CODE: '7' } })
    expect(await server.stop()).toMatchObject({ code: 7, signal: null })
    expect(server.output()).toContain('stopping')
  })

  // Windows knows no SIGKILL that is told from an exit.
  it.skipIf(process.platform === 'win32')('kills it and starts it again at the same address', async () => {
    const server = await launch()
    const before = await pid(server)
    expect(await server.stop('SIGKILL')).toMatchObject({ code: null, signal: 'SIGKILL' })
    await expect(fetch(server.baseUrl)).rejects.toThrow()
    await server.start()
    expect(await pid(server)).not.toBe(before)
  })

  it('cuts the database off and lets it through again', async () => {
    const server = await launch()
    await server.database.cut()
    expect(await status(server)).toBe(503)
    await server.database.restore()
    expect(await status(server)).toBe(200)
  })

  it('stalls the database and lets it through again', async () => {
    const server = await launch()
    server.database.stall()
    expect(await status(server)).toBe(503)
    await server.database.restore()
    expect(await status(server)).toBe(200)
  })

  it('says in one sentence why a server did not become ready, with the end of its output', async () => {
    await expect(launch({ env: { REFUSE: 'JWT_SECRET' } })).rejects.toThrow(
      /ended before it was ready\. It wrote:\nconfiguration: JWT_SECRET is missing$/,
    )
  })

  it('says so where there is no such program', async () => {
    await expect(launch({ command: ['no-such-program-here'] })).rejects.toThrow(
      'The command no-such-program-here cannot be started',
    )
  })
})

describe('createLauncher', () => {
  it('tells how a faulty start ended', async () => {
    const launcher = createLauncher({ command, databaseUrl })
    expect(await launcher.fail({ REFUSE: 'PORT' })).toMatchObject({
      code: 1,
      output: 'configuration: PORT is missing\n',
    })
  })

  it('gives a server a database of its own, and drops it with the server', async () => {
    const dropped: string[] = []
    const createDatabase = async () => ({
      url: databaseUrl,
      drop: async () => {
        dropped.push('dropped')
      },
    })
    const launcher = createLauncher({ command, databaseUrl, createDatabase })
    const server = await launcher.launch({ database: 'own' })
    expect(dropped).toEqual([])
    await server.close()
    expect(dropped).toEqual(['dropped'])
    expect(launcher.ownDatabases).toBe(true)
  })
})
