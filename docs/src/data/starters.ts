import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'

/** A server to fill in, in another language than the apps'. */
export interface Starter {
  /** Its folder in docs/starters, and its address. */
  slug: string
  language: string
  /** What runs on a machine that can run it, and what it says there. */
  toolchain: { programs: readonly string[]; arguments: readonly string[]; version: RegExp }
  needs: string
  /** Where it keeps what it is told. */
  keeps: string
}

interface StarterFile {
  /** Relative to the starter's folder. */
  name: string
  code: string
  lines: number
}

export const starters: readonly Starter[] = [
  {
    slug: 'go',
    language: 'Go',
    toolchain: { programs: ['go'], arguments: ['version'], version: /go1\.(19|[2-9]\d)\b/ },
    needs: 'Go 1.19 or newer',
    keeps: 'in memory, behind a lock',
  },
  {
    slug: 'python',
    language: 'Python',
    toolchain: {
      programs: ['python3', 'python'],
      arguments: ['--version'],
      version: /Python 3\.(1[1-9]|[2-9]\d)\b/,
    },
    needs: 'Python 3.11 or newer',
    keeps: 'in one SQLite file',
  },
]

export function folderOf({ slug }: Starter): string {
  return path.join(workspaceRoot, 'docs/starters', slug)
}

/** Its README without the title, which the page has. */
export function readmeOf(starter: Starter): string {
  return readFileSync(path.join(folderOf(starter), 'README.md'), 'utf8').replace(/^# .*\n/, '')
}

/** Its source files, by name. */
export function filesOf(starter: Starter): StarterFile[] {
  const folder = folderOf(starter)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /\.(go|py)$/.test(name))
    .toSorted()
    .map((name) => {
      const code = readFileSync(path.join(folder, name), 'utf8')
      return { name: name.replaceAll('\\', '/'), code, lines: code.trimEnd().split('\n').length }
    })
}
