/** ` Did you mean "…"?` for the candidate that looks most like the word, or nothing when none does. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (word.length < 2) return ''
  const typed = word.toLowerCase()
  const longer = candidates.find((candidate) => candidate.toLowerCase().startsWith(typed))
  const best =
    longer ??
    candidates.toSorted((a, b) => distance(typed, a.toLowerCase()) - distance(typed, b.toLowerCase()))[0]
  const isClose = best !== undefined && (best === longer || distance(typed, best.toLowerCase()) <= 2)
  return isClose ? ` Did you mean "${best}"?` : ''
}

/** Levenshtein's: how many letters to insert, delete or replace. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const replace = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replace, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
