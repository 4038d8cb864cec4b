/** The middle of a few runs, and how far they lie apart. */
export interface Spread {
  median: number
  min: number
  max: number
  /** Every value, in the order in which it was measured. */
  values: number[]
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    median: percentile(values, 50),
    min: Math.min(...values),
    max: Math.max(...values),
    values: [...values],
  }
}

/**
 * The value below which `percent` of all values lie, interpolated between the two nearest.
 * @throws RangeError when there are no values
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort()
  const position = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined)
    throw new RangeError('there is nothing to take the middle of')
  return below + (above - below) * (position % 1)
}

/** Value by value what part of `whole` each of `part` is: runs of one round were made under the same weather. */
export function ratioOf(part: readonly number[], whole: readonly number[]): Spread | undefined {
  const ratios = part.flatMap((value, round) => {
    const other = whole[round]
    return other ? [value / other] : []
  })
  return ratios.length > 0 ? spreadOf(ratios) : undefined
}
