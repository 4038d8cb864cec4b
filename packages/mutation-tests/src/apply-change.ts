import { MutantsError } from './mutants-error.ts'

export interface Change {
  search: string
  replace: string
}

/**
 * The source with the change in it. `search` has to be there exactly once, to the character; only the indentation that
 * its lines after the first have in common with the place is added, to it and to `replace`.
 * @throws MutantsError when it is not there, or more than once
 */
export function applyChange(source: string, change: Change): string {
  const found = placesOf(source, change.search)
  const [place] = found
  if (place === undefined) throw new MutantsError('no longer applies: what it searches for is not there')
  if (found.length > 1) {
    throw new MutantsError(`does not say where: what it searches for is there ${found.length} times`)
  }
  const { start, end, indent } = place
  return source.slice(0, start) + indented(change.replace, indent) + source.slice(end)
}

interface Place {
  start: number
  end: number
  indent: string
}

function placesOf(source: string, search: string): Place[] {
  const [firstLine = ''] = search.split('\n')
  const places: Place[] = []
  for (let start = source.indexOf(firstLine); start !== -1; start = source.indexOf(firstLine, start + 1)) {
    const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', start - 1) + 1))?.[0] ?? ''
    const text = indented(search, indent)
    if (source.startsWith(text, start)) places.push({ start, end: start + text.length, indent })
  }
  return places
}

function indented(text: string, indent: string): string {
  return text.replace(/\n(?!\n)/g, `\n${indent}`)
}
