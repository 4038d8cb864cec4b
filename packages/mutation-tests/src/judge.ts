import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import type { Result } from '@backend-rosetta/contract-tests/run/result'
import type { Bug } from './bug.ts'
import { MutantsError } from './mutants-error.ts'
import type { Trial } from './result.ts'
import { type Attempt, reasonOf, tryBug } from './try-bug.ts'

/** What the suite says of the app as it is, by check. */
export type Baseline = ReadonlyMap<string, Result>

export interface Setting extends Pick<Attempt, 'subject' | 'folder' | 'gatewayUrl' | 'signal'> {
  full: boolean
  secondsPerBug: number
}

type Judgement = Pick<Trial, 'outcome' | 'caughtBy' | 'why'>

/** Tries a bug. It is killed when the check that it names fails, which passes without it. */
export async function judge(bug: Bug, baseline: Baseline, setting: Setting): Promise<Trial> {
  const started = performance.now()
  const judgement = await judgementOf(bug, baseline, setting)
  return { bug, ...judgement, milliseconds: Math.round(performance.now() - started) }
}

async function judgementOf(bug: Bug, baseline: Baseline, setting: Setting): Promise<Judgement> {
  const without = baseline.get(bug.check)
  if (without?.outcome !== 'passed') {
    const why = `${bug.check} ${without?.outcome ?? 'does not run'} without the bug: it proves nothing`
    return { outcome: 'skipped', caughtBy: [], why }
  }
  const { full, secondsPerBug } = setting
  const limit = AbortSignal.timeout(secondsPerBug * 1000)
  const signal = AbortSignal.any([setting.signal, limit])
  const only = full ? [] : [bug.check]
  try {
    return verdict(bug, await tryBug({ ...setting, bug, only, wanted: 'failed', signal }), baseline)
  } catch (error) {
    if (error instanceof MutantsError) return { outcome: 'not-applied', caughtBy: [], why: error.message }
    const why = limit.aborted ? `took more than ${secondsPerBug} s` : reasonOf(error)
    return { outcome: 'not-started', caughtBy: [], why }
  }
}

function verdict(bug: Bug, results: readonly Result[], baseline: Baseline): Judgement {
  const caughtBy = results
    .filter(({ id, outcome }) => outcome === 'failed' && baseline.get(id)?.outcome === 'passed')
    .map(({ id }) => id)
  if (caughtBy.includes(bug.check)) return { outcome: 'killed', caughtBy }
  const named = results.find(({ id }) => id === bug.check)
  const title = allChecks.find(({ id }) => id === bug.check)?.title
  const others = caughtBy.length > 0 ? `; ${caughtBy.join(', ')} failed instead` : ''
  const why = `${bug.check} (${title}) ${named?.outcome ?? 'did not run'}${others}`
  return { outcome: 'survived', caughtBy, why }
}
