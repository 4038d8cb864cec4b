import { presentApps } from '@backend-rosetta/cli/apps'
import { factsOf } from '@backend-rosetta/cli/scorecard/facts'
import { rows } from '@backend-rosetta/cli/scorecard/rows'
import { clausePage } from './chapters.ts'
import { results } from './results/results.ts'
import type { TableRow } from './table-row.ts'

const facts = presentApps().map((app) => factsOf(app, results))

/** The scorecard of the README, with what each line means and where more of it is. */
export const scorecardRows: TableRow[] = rows.map(({ cell, ...row }) => ({ ...row, cells: facts.map(cell) }))

/** Checks that an app neither keeps nor declares, with where each can be read. */
export const notKept = facts.flatMap(({ name, conformance }) =>
  (conformance?.notKept ?? []).map(({ id, outcome }) => ({
    app: name,
    id,
    outcome,
    page: clausePage(id.slice(0, id.indexOf('.')), id),
  })),
)

/** When the suite ran against the apps: the days, without repetition. */
export const heldOn = [
  ...new Set(facts.flatMap(({ conformance }) => conformance?.startedAt.slice(0, 10) ?? [])),
].sort()
