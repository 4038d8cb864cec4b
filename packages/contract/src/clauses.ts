import { readdirSync, readFileSync } from 'node:fs'
import { type Level, levels } from './levels.ts'

/** One numbered clause of the contract. */
export interface Clause {
  /** Stable and never used again: `ORD-3`. */
  id: string
  title: string
  /** The level at which a server has to keep it. */
  level: Level
  /** The clause in Markdown. */
  text: string
  /** The file it stands in, without its ending: `orders`. */
  chapter: string
}

const folder = new URL('../clauses/', import.meta.url)

/**
 * The clauses as they stand in `clauses/*.md`: each one a heading `## ORD-3 Title`, a line `Level: reliable` and text.
 * Reads the files; throws a `SyntaxError` that names the file and heading where one has another form.
 */
export function loadClauses(): Clause[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .flatMap((file) =>
      parseClauses(file.slice(0, -'.md'.length), readFileSync(new URL(file, folder), 'utf8')),
    )
}

/** The clauses of one chapter. */
export function parseClauses(chapter: string, markdown: string): Clause[] {
  const [, ...sections] = markdown.split(/^## /m)
  return sections.map((section) => parseClause(chapter, section))
}

function parseClause(chapter: string, section: string): Clause {
  const match = /^([A-Z]+-\d+) (.+)\n\nLevel: (\w+)\n\n([\s\S]+)$/.exec(section.replaceAll('\r\n', '\n'))
  const [, id, title, name, text] = match ?? []
  const level = levels.find((known) => known === name)
  if (!id || !title || !level || !text) {
    const heading = section.split('\n', 1)[0] ?? ''
    throw new SyntaxError(
      `clauses/${chapter}.md, "${heading}": a clause is "## ID Title", "Level: …" and a text`,
    )
  }
  return { id, title, level, text: text.trim(), chapter }
}
