import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { linesOf } from '@backend-rosetta/mutation-tests/change-lines'
import { loadOwnBugs } from '@backend-rosetta/mutation-tests/load-bugs'
import type { BugRecord } from '@backend-rosetta/mutation-tests/result'
import { clausePage } from './chapters.ts'
import { results as published } from './results/results.ts'

const bugs = await loadOwnBugs()
const results = new Map(published.mutants?.bugs.map((record) => [record.id, record]))
const titles = new Map(allChecks.map(({ id, title }) => [id, title]))

/** A check, where it can be read. */
interface CheckLink {
  id: string
  title: string
  page: string
}

export interface BugEntry extends Omit<BugRecord, 'check' | 'caughtBy'> {
  check: CheckLink
  /** Others that failed as well; of a quick run nobody knows. */
  others: CheckLink[]
  clausePage: string
  /** Where the file can be read on this site. */
  sourcePage: string
  /** The change as a diff, file by file. */
  diff: string
}

/** The bugs with what became of them, by app. */
export const bugsByApp: Map<string, BugEntry[]> = Map.groupBy(
  bugs.flatMap((bug): BugEntry[] => {
    const record = results.get(bug.id)
    if (!record) return []
    const { caughtBy, check, ...same } = record
    return [
      {
        ...same,
        check: checkLink(check),
        others: caughtBy.filter((id) => id !== check).map(checkLink),
        clausePage: clausePage(record.clause),
        sourcePage: `source/${record.app}/${record.file}/`,
        diff: linesOf(bug),
      },
    ]
  }),
  ({ app }) => app,
)

/** The files that bugs are in, to be read whole. */
export const bugSources = [
  ...new Map(bugs.map(({ app, file }) => [`apps/${app}/${file}`, { app, file }])),
].map(([file, source]) => ({ ...source, path: file }))

export const killed = [...bugsByApp.values()].flat().filter(({ outcome }) => outcome === 'killed').length

function checkLink(id: string): CheckLink {
  const clause = id.slice(0, id.indexOf('.'))
  return { id, title: titles.get(id) ?? id, page: clausePage(clause, id) }
}
