import type { Push, Ranked } from './ranking.ts'

type Names = Readonly<Record<string, string>>

/** A place of the ranking in words: how many points, and which factors made it. */
export function rankText(
  { points, share, lifts, drags }: Ranked,
  names: Names,
): { head: string; why: string } {
  const up = lifts.length > 0 ? `Lifted by ${listOf(lifts, names)}.` : 'Lifted by nothing.'
  const down = drags.length > 0 ? ` Held back by ${listOf(drags, names)}.` : ''
  return { head: `${points} points, ${Math.round(share * 100)} % of the most there are`, why: up + down }
}

function listOf(pushes: readonly Push[], names: Names): string {
  return pushes
    .map(({ factor, points }) => `${(names[factor] ?? factor).toLowerCase()} (${signed(points)})`)
    .join(', ')
}

function signed(points: number): string {
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`
}
