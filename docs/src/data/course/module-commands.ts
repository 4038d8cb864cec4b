import { stylesOf } from './course.ts'
import type { CourseModule } from './schema.ts'

/** What to run after a module was read: the styles that it speaks of, and one of its operations side by side. */
export function commandsOf({ entries }: CourseModule): string[] {
  const styles = mostNamed(entries.flatMap(stylesOf)).slice(0, 2)
  if (styles.length === 0) return []
  const operation = entries
    .flatMap(({ pages }) => pages)
    .map((page) => /^compare\/(.+)\/$/.exec(page)?.[1])
    .find((found) => found !== undefined)
  const compare = operation ? [`pnpm compare ${operation} ${styles.join(' ')}`] : []
  return [`npm start -- ${styles.join(' ')}`, ...compare, `pnpm contract ${styles[0]} --level core`]
}

/** Each once, the one that is named most often first. */
function mostNamed<T>(names: readonly T[]): T[] {
  const counts = Map.groupBy(names, (name) => name)
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length).map(([name]) => name)
}
