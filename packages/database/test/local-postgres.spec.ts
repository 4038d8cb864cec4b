import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { withClient } from '../src/client.ts'
import { ensureDatabase } from '../src/databases.ts'
import { startLocalPostgres } from '../src/local-postgres.ts'
import type { PostgresServer } from '../src/postgres-server.ts'
import { groupOf, inspect, isRunning, startParent, untilGone } from './processes.ts'

describe('a temporary server', () => {
  test('asks for its password, knows the letters of all languages, and leaves nothing', async () => {
    vi.stubEnv('LC_ALL', 'de_DE.ISO-8859-1')
    vi.stubEnv('PGDATA', '/nowhere')
    const server = await startLocalPostgres()
    vi.unstubAllEnvs()
    const running = await inspect(server.serverUrl)
    const wrong = new URL(server.serverUrl)
    wrong.password = 'wrong'
    await expect(inspect(wrong.href)).rejects.toThrow('refuses the login of "postgres"')
    const { rows } = await withClient(server.serverUrl, (client) =>
      client.query(
        `select 'CRÈME Ελλάδα' ilike '%crème ελλάδα%' as found, current_setting('timezone') as zone`,
      ),
    )
    expect(rows).toEqual([{ found: true, zone: 'UTC' }])
    await server.stop()
    await untilGone(running)
    expect(existsSync(dirname(running.dataDirectory))).toBe(false)
    await server.stop()
  })

  test('ends with its parent, also by SIGKILL, but not by a Ctrl-C in the terminal', async () => {
    const { parent, url } = await startParent()
    const running = await inspect(url)
    const groups = [running.guardian, running.postmaster].map(groupOf)
    expect(groups).not.toContain(groupOf(parent.pid ?? 0))
    parent.kill('SIGKILL')
    await untilGone(running)
    await vi.waitFor(() => expect(existsSync(dirname(running.dataDirectory))).toBe(false), 10_000)
  })
})

describe('data that stay', () => {
  let dataDir: string
  let server: PostgresServer | undefined

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rosetta-data-'))
    // Whoever PostgreSQL runs as must be able to enter.
    await chmod(dataDir, 0o755)
  })
  afterEach(() => server?.stop())
  afterAll(() => rm(dataDir, { recursive: true }))

  async function start(options = {}): Promise<PostgresServer> {
    server = await startLocalPostgres({ dataDir, ...options })
    return server
  }

  async function hasDatabase(name: string): Promise<boolean> {
    return withClient(server?.serverUrl ?? '', async (client) => {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
      return rowCount === 1
    })
  }

  test('survive a restart', async () => {
    await ensureDatabase((await start()).serverUrl, 'shop')
    await server?.stop()
    await start()
    expect(await hasDatabase('shop')).toBe(true)
  })

  test('end with a reset', async () => {
    await ensureDatabase((await start()).serverUrl, 'shop')
    await server?.stop()
    await start({ reset: true })
    expect(await hasDatabase('shop')).toBe(false)
  })

  test('are on the disk before a commit is confirmed, and are not served twice', async () => {
    const { rows } = await withClient((await start()).serverUrl, (client) =>
      client.query(`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as wait`),
    )
    expect(rows).toEqual([{ fsync: 'on', wait: 'on' }])
    await expect(startLocalPostgres({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`)
    await expect(startLocalPostgres({ dataDir, reset: true })).rejects.toThrow('in use by process')
  })

  test('of another major version are refused', async () => {
    await start()
    await server?.stop()
    const file = join(dataDir, 'data', 'PG_VERSION')
    const before = await readFile(file, 'utf8')
    await writeFile(file, '99\n')
    await expect(start()).rejects.toThrow('was made by PostgreSQL 99')
    await writeFile(file, before)
    await start()
  })

  test('are served again when the number of a crashed server went to another process', async () => {
    await start()
    await server?.stop()
    const port = new URL(server?.serverUrl ?? '').port
    const data = join(dataDir, 'data')
    await writeFile(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n${port}\n\n127.0.0.1\n`)
    await start()
  })

  test('tell of a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await expect(start({ port })).rejects.toThrow('The port for PostgreSQL is in use')
    other.close()
  })

  describe.each([
    ['parent', 'waits for the end'],
    ['parent, guardian', 'stops the orphan'],
    ['parent, guardian, postmaster', 'recovers'],
  ])('after a SIGKILL of %s', (victims, behaviour) => {
    test(`the next start ${behaviour} and has what was committed`, async () => {
      const { parent, url } = await startParent(dataDir)
      await withClient(url, (client) => client.query(`create table "${victims}" as select 42 as answer`))
      const running = await inspect(url)
      const pids = { parent: parent.pid ?? 0, guardian: running.guardian, postmaster: running.postmaster }
      for (const [name, pid] of Object.entries(pids)) {
        if (victims.includes(name)) process.kill(pid, 'SIGKILL')
      }
      const { serverUrl } = await start()
      const { rows } = await withClient(serverUrl, (client) => client.query(`select * from "${victims}"`))
      expect(rows).toEqual([{ answer: 42 }])
      expect(isRunning(running.postmaster)).toBe(false)
    })
  })

  test('that an orphan serves can be reset', async () => {
    const { parent, url } = await startParent(dataDir)
    const orphan = await inspect(url)
    for (const pid of [parent.pid ?? 0, orphan.guardian]) process.kill(pid, 'SIGKILL')
    await start({ reset: true })
    expect(isRunning(orphan.postmaster)).toBe(false)
  })
})
