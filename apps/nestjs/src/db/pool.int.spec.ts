import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { ConfigModule } from '@nestjs/config'
import { Test, type TestingModule } from '@nestjs/testing'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseModule } from './database.module.ts'
import { isUnavailable } from './errors.ts'

let database: TestDatabase
let module: TestingModule
let dataSource: DataSource

beforeAll(async () => {
  database = await createTestDatabase()
  const env = { DATABASE_URL: database.url, DATABASE_POOL_SIZE: 2 }
  const config = ConfigModule.forRoot({
    isGlobal: true,
    ignoreEnvFile: true,
    skipProcessEnv: true,
    load: [() => env],
  })
  module = await Test.createTestingModule({ imports: [config, DatabaseModule] }).compile()
  module.useLogger(false)
  dataSource = module.get(DataSource)
})

afterAll(async () => {
  await module.close()
  await database.drop()
})

describe('the database', () => {
  it('that ends a connection in use is unavailable for its query, and there for the next', async () => {
    const broken = dataSource.query('select pg_terminate_backend(pg_backend_pid())')
    await expect(broken).rejects.toSatisfy(isUnavailable)
    await expect(dataSource.query('select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  it('that ends a connection between two statements of a transaction is unavailable', async () => {
    const broken = dataSource.transaction(async (manager) => {
      const [{ pid }]: [{ pid: number }] = await manager.query('select pg_backend_pid() as pid')
      await dataSource.query('select pg_terminate_backend($1::integer)', [pid])
      // TypeORM has heard of it.
      await expect.poll(() => manager.queryRunner?.isReleased).toBe(true)
      await manager.query('select 1')
    })
    await expect(broken).rejects.toSatisfy(isUnavailable)
    await expect(dataSource.query('select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  it('that does not answer in time is unavailable, and the connection is not used again', async () => {
    const start = performance.now()
    const asleep = [1, 2].map(() => dataSource.query('select pg_sleep(20)'))
    for (const query of asleep) await expect(query).rejects.toSatisfy(isUnavailable)
    expect(performance.now() - start).toBeLessThan(3000)
    await expect(dataSource.query('select 2 as two')).resolves.toEqual([{ two: 2 }])
  })

  it('that refuses a statement is not unavailable', async () => {
    await expect(dataSource.query('select * from nothing')).rejects.toThrow(/does not exist/)
    await expect(dataSource.query('select * from nothing')).rejects.not.toSatisfy(isUnavailable)
  })
})

describe('a statement with values', () => {
  it('is prepared once per connection', async () => {
    const prepared = await dataSource.transaction(async (manager) => {
      for (const value of [1, 2]) await manager.query('select $1::integer as value', [value])
      return manager.query(
        `select 1 from pg_prepared_statements where statement = 'select $1::integer as value'`,
      )
    })
    expect(prepared).toHaveLength(1)
  })

  it('has its bigints as numbers', async () => {
    const rows = await dataSource.query('select $1::bigint as total', [500_000_000_000])
    expect(rows).toEqual([{ total: 500_000_000_000 }])
  })
})
