/** What of the course is shown; an empty text leaves nothing out. */
export interface Filter {
  module: string
  style: string
  topic: string
}

/** What is known of an entry: several names are separated by blanks. */
export type Facets = Readonly<Record<keyof Filter, string>>

export const filterNames = ['module', 'style', 'topic'] as const satisfies readonly (keyof Filter)[]

export function readFilter(search: string): Filter {
  const query = new URLSearchParams(search)
  return {
    module: query.get('module') ?? '',
    style: query.get('style') ?? '',
    topic: query.get('topic') ?? '',
  }
}

/** The query that names this filter; empty when nothing is left out. */
export function filterQuery(filter: Filter): string {
  const query = new URLSearchParams(
    filterNames.map((name) => [name, filter[name]]).filter(([, value]) => value),
  )
  return query.size > 0 ? `?${query}` : ''
}

export function passes(facets: Facets, filter: Filter): boolean {
  return filterNames.every((name) => filter[name] === '' || facets[name].split(' ').includes(filter[name]))
}
