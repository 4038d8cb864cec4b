import { readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { comparisons } from './comparisons.ts'
import { courseSources } from './course/place-links.ts'
import { bugSources } from './mutants.ts'
import { readmeSources } from './styles/readme.ts'

/** A file that some operation passes through, the course, a README or a seeded bug leads to, to be read whole. */
export interface SourceFile {
  app: string
  /** Relative to the app's folder; of a package, with `packages` for the app, to that. */
  file: string
  /** Relative to the clone. */
  path: string
}

/** Every file of every tour, of the course, of the READMEs and of the seeded bugs, once. */
export const sourceFiles: SourceFile[] = [
  ...new Map(
    [...filesOfTours(), ...courseSources, ...readmeSources, ...bugSources].map(
      (source): [string, SourceFile] => [source.path, source],
    ),
  ).values(),
]

export function readSource({ path: file }: SourceFile): string {
  return readFileSync(path.join(workspaceRoot, file), 'utf8')
}

function filesOfTours(): SourceFile[] {
  return comparisons
    .flatMap(({ columns }) => columns)
    .flatMap(({ app, folder, passages }) =>
      passages.map(({ file }) => ({ app, file, path: path.posix.join(folder, file) })),
    )
}
