import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '../workspace.ts'

/** A workspace that has tests. */
export interface Workspace {
  /** As people call it: `express`. */
  name: string
  /** As turbo calls it: `@backend-rosetta/express`. */
  packageName: string
  /** Relative to the clone, with forward slashes. */
  folder: string
}

export function testedWorkspaces(): Workspace[] {
  const manifests = globSync(['apps/*/package.json', 'packages/*/package.json', 'docs/package.json'], {
    cwd: workspaceRoot,
  })
  return manifests
    .filter((file) => existsSync(path.join(workspaceRoot, file)))
    .map((file) => ({ ...readManifest(file), folder: path.dirname(file).replaceAll(path.sep, '/') }))
    .filter(({ scripts }) => scripts?.['test'] !== undefined)
    .map(({ name, folder }) => ({ name: path.basename(folder), packageName: name, folder }))
    .sort((a, b) => a.folder.localeCompare(b.folder))
}

/** Whether a test file of the workspace has the text in its path, as vitest looks at it. */
export function hasTestFile({ folder }: Workspace, part: string): boolean {
  const files = globSync('{src,test}/**/*.spec.ts', { cwd: path.join(workspaceRoot, folder) })
  return files.some((file) => file.replaceAll(path.sep, '/').toLowerCase().includes(part.toLowerCase()))
}

function readManifest(file: string): { name: string; scripts?: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(workspaceRoot, file), 'utf8'))
}
