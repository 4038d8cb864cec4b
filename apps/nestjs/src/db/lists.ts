/** What `ilike` needs to find `text` anywhere; its wildcards are ordinary characters here (CAT-1). */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** `-createdAt` as a field and a direction. */
export function parseSort<Field extends string>(sort: Field | `-${Field}`): [Field, 'ASC' | 'DESC']
export function parseSort(sort: string): [string, 'ASC' | 'DESC'] {
  return sort.startsWith('-') ? [sort.slice(1), 'DESC'] : [sort, 'ASC']
}
