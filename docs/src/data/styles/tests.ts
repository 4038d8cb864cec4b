import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { App } from '@backend-rosetta/cli/apps'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'

/** How many files of specs an app has, by what they need. */
export function countSpecs({ folder }: Pick<App, 'folder'>): { beside: number; whole: number } {
  return { beside: specsIn(folder, 'src'), whole: specsIn(folder, 'test') }
}

/** The declared deviations of each place that an app runs in; none is none. */
export function deviationsOf({
  folder,
  runtimes,
}: App): { runtime: string; reasons: Map<string, string[]> }[] {
  return Object.entries(runtimes).map(([runtime, { deviations }]) => {
    if (deviations === undefined) return { runtime, reasons: new Map() }
    const declared: Record<string, string> = JSON.parse(
      readFileSync(path.join(workspaceRoot, folder, deviations), 'utf8'),
    )
    const byReason = Map.groupBy(Object.entries(declared), ([, reason]) => reason)
    return {
      runtime,
      reasons: new Map([...byReason].map(([reason, all]) => [reason, all.map(([id]) => id)])),
    }
  })
}

function specsIn(folder: string, part: string): number {
  const place = path.join(workspaceRoot, folder, part)
  if (!existsSync(place)) return 0
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.spec.ts'))
    .length
}
