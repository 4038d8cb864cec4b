import { PgDialect } from 'drizzle-orm/pg-core'
import { expect, it } from 'vitest'
import { containing, orderBy } from './lists.ts'
import { users } from './schema.ts'

const dialect = new PgDialect()

it('finds wildcards as ordinary characters', () => {
  expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%')
})

it('reads a sort as an order that is total', () => {
  const sqlOf = (sort: 'name' | '-name') => orderBy(sort, users).map((part) => dialect.sqlToQuery(part).sql)
  expect(sqlOf('-name')).toEqual(['"users"."name" desc', '"users"."id" desc'])
  expect(sqlOf('name')).toEqual(['"users"."name" asc', '"users"."id" asc'])
})
