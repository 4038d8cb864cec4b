import { type AnyColumn, asc, desc, type SQL } from 'drizzle-orm'

/** What `ilike` needs to find `text` anywhere; its wildcards are ordinary characters here (CAT-1). */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** `-createdAt` as an order by that column, downwards, and then by id: total (LIST-4). */
export function orderBy<Field extends string>(
  sort: Field | `-${Field}`,
  columns: Readonly<Record<Field | 'id', AnyColumn>>,
): SQL[]
export function orderBy(sort: string, columns: Readonly<Record<string, AnyColumn>>): SQL[] {
  const [field, direction] = sort.startsWith('-') ? [sort.slice(1), desc] : [sort, asc]
  const { [field]: column, id } = columns
  if (!column || !id) throw new TypeError(`no column for ${field}`)
  return [direction(column), direction(id)]
}
