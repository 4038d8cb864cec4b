import { type Clause, loadClauses } from '@backend-rosetta/contract/clauses'
import { operation, operationIds } from '@backend-rosetta/contract/operations'
import type { Check } from '@backend-rosetta/contract-tests/check'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { type Comparison, comparisons } from './comparisons.ts'

interface ClauseEntry extends Clause {
  checks: Check[]
  /** The operations that it says something about. */
  operations: Comparison[]
}

export interface Chapter {
  slug: string
  title: string
  clauses: ClauseEntry[]
}

const titles: Record<string, string> = { http: 'HTTP' }

/** The contract, as it is read: the clauses of each chapter with the checks that hold a server to them. */
export const chapters: Chapter[] = [...Map.groupBy(loadClauses(), ({ chapter }) => chapter)].map(
  ([slug, clauses]) => ({
    slug,
    title: titles[slug] ?? slug.charAt(0).toUpperCase() + slug.slice(1),
    clauses: clauses.map((clause) => ({
      ...clause,
      checks: allChecks.filter((check) => check.clause === clause.id),
      operations: comparisons.filter(({ id }) => operation(id).clauses.includes(clause.id)),
    })),
  }),
)

/** How much there is of it, for the first page. */
export const totals = {
  operations: operationIds.length,
  clauses: chapters.reduce((sum, { clauses }) => sum + clauses.length, 0),
  checks: allChecks.length,
}

/** Where a clause can be read, or a check of it. */
export function clausePage(clause: string, anchor = clause): string {
  const chapter = chapters.find(({ clauses }) => clauses.some(({ id }) => id === clause))
  return `contract/${chapter?.slug}/#${anchor.toLowerCase()}`
}
