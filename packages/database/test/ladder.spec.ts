import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { withClient } from '../src/client.ts'
import { dropDatabase, ensureDatabase } from '../src/databases.ts'
import { DatabaseSetupError } from '../src/errors.ts'
import { providePostgres } from '../src/ladder.ts'
import { testServerVariable } from '../src/testing.ts'
import { inspect, untilGone } from './processes.ts'

const running = process.env[testServerVariable] ?? ''

describe('a server that DATABASE_URL names', () => {
  test.each(['test', 'start'] as const)('is used for %s', async (purpose) => {
    const server = await providePostgres({ purpose, databaseUrl: running })
    expect(server.source).toBe('DATABASE_URL')
    expect(server.why).toBe(`the PostgreSQL at ${new URL(running).host}, since DATABASE_URL names it`)
    expect(new URL(server.url('shop')).pathname).toBe('/shop')
  })

  test('comes from the environment', async () => {
    vi.stubEnv('DATABASE_URL', running)
    expect(await providePostgres({ purpose: 'start' })).toMatchObject({ source: 'DATABASE_URL' })
    vi.unstubAllEnvs()
  })

  test('goes on when it is no longer needed', async () => {
    const server = await providePostgres({ purpose: 'test', databaseUrl: running })
    await server.stop()
    await withClient(running, (client) => client.query('select 1'))
  })

  test('needs no database in its URL', async () => {
    const url = new URL(running)
    url.pathname = ''
    const server = await providePostgres({ purpose: 'start', databaseUrl: url.href })
    const database = await ensureDatabase(server.serverUrl, 'rosetta_unnamed')
    expect(new URL(database).pathname).toBe('/rosetta_unnamed')
    await dropDatabase(server.serverUrl, 'rosetta_unnamed')
  })

  test('keeps the settings in its URL', async () => {
    const server = await providePostgres({
      purpose: 'start',
      databaseUrl: `${running}?application_name=shop`,
    })
    expect(new URL(server.url('orders')).search).toBe('?application_name=shop')
  })
})

describe('a server that cannot be used is told in one sentence, without the password', () => {
  const cases: [string, string, string][] = [
    ['nobody there', 'postgres://ada:secret@127.0.0.1:1/shop', 'Nothing answers at 127.0.0.1:1'],
    ['no such host', 'postgres://ada:secret@nowhere.invalid/shop', 'nowhere.invalid:5432, is not known'],
    ['another protocol', 'mysql://ada:secret@127.0.0.1/shop', 'DATABASE_URL is no PostgreSQL URL'],
    ['no URL', 'secret', 'DATABASE_URL is no PostgreSQL URL'],
  ]

  test.each(cases)('%s', async (_case, databaseUrl, message) => {
    const error = await providePostgres({ purpose: 'start', databaseUrl }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DatabaseSetupError)
    expect(String(error)).toContain(message)
    expect(String(error)).not.toContain('secret')
  })

  test('no such database', async () => {
    const url = new URL(running)
    url.pathname = '/nowhere'
    await expect(providePostgres({ purpose: 'start', databaseUrl: url.href })).rejects.toThrow(
      'has no database "nowhere": create it',
    )
  })

  test('something else answers', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    )
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    await expect(
      providePostgres({ purpose: 'start', databaseUrl: `postgres://127.0.0.1:${port}/shop` }),
    ).rejects.toThrow(`The database at 127.0.0.1:${port} cannot be used`)
    other.close()
  })
})

describe('a user without the right to create databases', () => {
  const role = `rosetta_reader_${process.pid}`
  const url = new URL(running)
  url.username = role
  url.password = 'reader'

  beforeAll(() =>
    withClient(running, (client) => client.query(`create role ${role} login password 'reader'`)),
  )
  afterAll(() => withClient(running, (client) => client.query(`drop role ${role}`)))

  test('is told who may give it', async () => {
    const error = ensureDatabase(url.href, `rosetta_${role}`)
    await expect(error).rejects.toThrow(DatabaseSetupError)
    await expect(error).rejects.toThrow(`run ALTER ROLE ${role} CREATEDB there`)
  })

  test('can use a database that is there already', async () => {
    const name = `rosetta_given_${process.pid}`
    await ensureDatabase(running, name)
    expect(await ensureDatabase(url.href, name)).toContain(name)
    await dropDatabase(running, name)
  })
})

test('without DATABASE_URL there is a server all the same', async () => {
  const server = await providePostgres({ purpose: 'test', databaseUrl: '' })
  expect(['docker', 'embedded']).toContain(server.source)
  if (server.source === 'docker') return server.stop()
  const local = await inspect(server.serverUrl)
  await server.stop()
  await untilGone(local)
})

describe('ROSETTA_POSTGRES', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('asks for the embedded server', async () => {
    vi.stubEnv('DATABASE_URL', '')
    vi.stubEnv('ROSETTA_POSTGRES', 'embedded')
    const server = await providePostgres({ purpose: 'test' })
    await server.stop()
    expect(server).toMatchObject({ source: 'embedded', why: expect.stringContaining('ROSETTA_POSTGRES') })
  })

  test('that is no rung is refused', async () => {
    vi.stubEnv('DATABASE_URL', '')
    vi.stubEnv('ROSETTA_POSTGRES', 'podman')
    await expect(providePostgres({ purpose: 'test' })).rejects.toThrow('ROSETTA_POSTGRES is "podman"')
  })
})
