import type { AppResult } from '@backend-rosetta/bench/result'
import { machineText } from './format.ts'
import { results } from './results.ts'

/** The last run of `pnpm bench --json` that was committed; nothing in a checkout that has not measured yet. */
const { bench } = results

export const isMeasured = bench !== undefined

export function resultOf(app: string): AppResult | undefined {
  return bench?.apps.find(({ name }) => name === app)
}

/** When, where and how it was measured, in a sentence or two. */
export function howMeasured(): string {
  if (!bench) return 'Nothing has been measured yet.'
  const { startedAt, machine, settings } = bench
  const isBusy = machine.load > machine.cores
  return [
    `Measured on ${startedAt.slice(0, 10)} with ${settings.rounds} rounds of ${settings.seconds} s: ${machineText(bench)}.`,
    ...(isBusy ? ['The machine had other work at the time: compare the figures, do not quote them.'] : []),
  ].join(' ')
}
