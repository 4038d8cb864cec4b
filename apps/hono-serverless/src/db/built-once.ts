import type { Db } from './database.ts'

/**
 * A query that Drizzle builds once for a database that stays, and not for each call: that is most of the work of a small
 * query. What differs from call to call are placeholders; where the query itself differs, names say which one is meant.
 * In a transaction, and on Workers where each request has a database of its own, it is built as ever.
 * @param build ends with `prepare('')`: whether the server, too, keeps the statement is for the pool to say
 */
export function builtOnce<Query, Names extends readonly string[]>(
  build: (db: Db, ...names: Names) => Query,
): (db: Db, ...names: Names) => Query {
  const built = new WeakMap<Db, Map<string, Query>>()
  return (db, ...names) => {
    const queries = built.get(db) ?? new Map<string, Query>()
    built.set(db, queries)
    const key = names.join()
    const query = queries.get(key) ?? build(db, ...names)
    queries.set(key, query)
    return query
  }
}
