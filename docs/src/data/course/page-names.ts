import { loadClauses } from '@backend-rosetta/contract/clauses'

const clauseTitles = new Map(
  loadClauses().map(({ chapter, id, title }) => [
    `contract/${chapter}/#${id.toLowerCase()}`,
    `${id} ${title}`,
  ]),
)

const names: Record<string, string> = {
  'compare/': 'All operations, all styles',
  'contract/': 'The contract',
  'course/exercises/': 'The exercises',
}

/** What a link to a page of this site says. */
export function pageName(page: string): string {
  const operation = /^compare\/(.+)\/$/.exec(page)?.[1]
  return clauseTitles.get(page) ?? names[page] ?? (operation ? `Compare ${operation}` : page)
}
