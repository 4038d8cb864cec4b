import { type Compilable, type CompiledQuery, type Expression, sql } from 'kysely'
import type { Db } from './database.ts'

/** Stands for the argument while the query is compiled. */
const placeholder = Symbol('argument')

/**
 * A query by one value that is built and compiled the first time only. Kysely does both for every call otherwise, which
 * is half the work of such a query: worth the detour for what almost every request asks.
 */
export function compileOnce<Row>(build: (db: Db, argument: Expression<string>) => Compilable<Row>) {
  let compiled: CompiledQuery<Row> | undefined
  return async (db: Db, argument: string): Promise<Row | undefined> => {
    compiled ??= build(db, sql<string>`${placeholder}`).compile()
    const parameters = compiled.parameters.map((value) => (value === placeholder ? argument : value))
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows[0]
  }
}
