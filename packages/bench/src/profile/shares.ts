import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { type Group, groupOfPackage, groups } from './groups.ts'

/** What `node --cpu-prof` writes: who was at work at each sample. */
export const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
      children: z.array(z.number()).optional(),
    }),
  ),
  startTime: z.number(),
  samples: z.array(z.number()),
  /** Microseconds from each sample to the one before. */
  timeDeltas: z.array(z.number()),
})

export type CpuProfile = z.infer<typeof profileSchema>
type Node = CpuProfile['nodes'][number]

export type Shares = Record<Group, number>

/**
 * How the processor time between two moments is spread, as parts of 1.
 * @param between milliseconds from the start of the process
 */
export function sharesOf(profile: CpuProfile, between: { since: number; until: number }): Shares {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  )
  const spent = Object.fromEntries(groups.map((group) => [group, 0])) as Shares
  let at = 0
  for (const [index, id] of profile.samples.entries()) {
    const micros = profile.timeDeltas[index] ?? 0
    at += micros
    const node = nodes.get(id)
    if (!node || at / 1000 < between.since || at / 1000 > between.until) continue
    const group = groupOf(node, parents)
    if (group) spent[group] += micros
  }
  const all = Object.values(spent).reduce((sum, micros) => sum + micros, 0) || 1
  return Object.fromEntries(groups.map((group) => [group, spent[group] / all])) as Shares
}

const systemCall = /^(write|read|shutdown)/

function groupOf(node: Node, parents: ReadonlyMap<number, Node>): Group | undefined {
  const { functionName } = node.callFrame
  if (functionName === '(idle)') return undefined
  if (functionName === '(garbage collector)') return 'collection'
  if (node.callFrame.url === '' && systemCall.test(functionName)) return 'sockets'
  // What has no source was called by somebody who has.
  for (let caller: Node | undefined = node; caller; caller = parents.get(caller.id)) {
    const { url, lineNumber, columnNumber } = caller.callFrame
    if (url !== '') return groupOfSource(url, lineNumber, columnNumber)
  }
  return 'other'
}

function groupOfSource(url: string, line: number, column: number): Group {
  if (url.startsWith('node:')) return 'node'
  const source = url.startsWith('file:') ? partOfBundle(fileURLToPath(url), line, column) : url
  const found = [...source.matchAll(/node_modules\/((?:@[^/]+\/)?[^/.][^/]*)/g)].at(-1)?.[1]
  return found === undefined ? 'app' : groupOfPackage(found)
}

const maps = new Map<string, SourceMap | undefined>()

/** Where a place in a bundle is from; the file itself where it is none. Lines and columns from 0. */
function partOfBundle(file: string, line: number, column: number): string {
  if (!maps.has(file)) maps.set(file, readMap(file))
  const origin = maps.get(file)?.findEntry(line, column)
  return origin && 'originalSource' in origin ? origin.originalSource : file
}

function readMap(file: string): SourceMap | undefined {
  const map = `${file}.map`
  if (file.includes('node_modules') || !existsSync(map)) return undefined
  return new SourceMap(JSON.parse(readFileSync(map, 'utf8')))
}
