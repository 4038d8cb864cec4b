import { loadClauses } from '@backend-rosetta/contract/clauses'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'

const chapters = new Map(loadClauses().map(({ id, chapter }) => [id, chapter]))

/** What a check holds, and where its clause can be read. */
export function pageOfCheck(id: string): { id: string; title: string; page: string } {
  const check = allChecks.find((candidate) => candidate.id === id)
  const chapter = check && chapters.get(check.clause)
  if (!check || !chapter) throw new TypeError(`there is no check ${id}`)
  return { id, title: check.title, page: `contract/${chapter}/#${check.clause.toLowerCase()}` }
}
