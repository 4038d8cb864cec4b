/** The levels of conformance, from easy to hard. Each one includes those before it. */
export const levels = ['core', 'secure', 'reliable', 'live', 'ops'] as const

export type Level = (typeof levels)[number]

/** The levels that a target of `level` has to pass: itself and every easier one. */
export function levelsUpTo(level: Level): Level[] {
  return levels.slice(0, levels.indexOf(level) + 1)
}
