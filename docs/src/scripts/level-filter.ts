/** The query that names a level; empty for all of them. */
export function levelQuery(level: string): string {
  return level === 'all' ? '' : `?level=${level}`
}

/** The level that an address asks for; all of them where it asks for none that there is. */
export function readLevel(search: string, known: readonly string[]): string {
  const asked = new URLSearchParams(search).get('level') ?? 'all'
  return known.includes(asked) ? asked : 'all'
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
