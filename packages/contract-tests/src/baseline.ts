import { isBad, type Report } from './run/result.ts'

/** The ids of checks that are known not to pass. */
export type Baseline = ReadonlySet<string>

/**
 * The ids in the text of a baseline file: one on a line, `#` begins a comment. Throws a `SyntaxError` that names an id
 * which no check has.
 */
export function parseBaseline(text: string, known: ReadonlySet<string>): Baseline {
  const ids = text.split('\n').flatMap((line) => line.replace(/#.*/, '').trim() || [])
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined) throw new SyntaxError(`"${unknown}" is not the id of a check`)
  return new Set(ids)
}

/** What a run means in the light of a baseline. Errors of the suite are always new. */
export function compareWithBaseline({ results }: Pick<Report, 'results'>, baseline: Baseline) {
  const bad = results.filter(isBad)
  return {
    /** They fail now and did not before. */
    unexpected: bad.filter(({ id, outcome }) => !baseline.has(id) || outcome === 'error'),
    /** They fail as they did before. */
    known: bad.filter(({ id, outcome }) => baseline.has(id) && outcome !== 'error'),
    /** They were known not to pass and pass now: they have to leave the baseline. */
    fixed: results.filter((result) => baseline.has(result.id) && !isBad(result)),
  }
}

/** The text of the baseline after a run; what the run left out stays as it was. */
export function updatedBaseline({ results }: Pick<Report, 'results'>, before: Baseline): string {
  const ran = new Set(results.map(({ id }) => id))
  const kept = [...before].filter((id) => !ran.has(id))
  const failing = results.filter((result) => isBad(result) && result.outcome !== 'error')
  const lines = [...failing.map(({ id, title }) => `${id}  # ${title}`), ...kept]
  return ['# Checks that are known not to pass: rosetta-contract --baseline', ...lines, ''].join('\n')
}
