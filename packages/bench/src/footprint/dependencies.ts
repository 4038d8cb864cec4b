import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { Footprint } from '../result.ts'

interface Listed {
  version: string
  path: string
  dependencies?: Record<string, Listed> | undefined
}

const listedSchema: z.ZodType<Listed> = z.object({
  version: z.string(),
  path: z.string(),
  get dependencies() {
    return z.record(z.string(), listedSchema).optional()
  },
})

const listSchema = z.tuple([z.object({ dependencies: z.record(z.string(), listedSchema).optional() })])

/** What pnpm installs for an app in production, and how much room it takes. */
export async function measureDependencies(folder: string): Promise<Footprint['dependencies']> {
  const parameters = ['list', '--prod', '--depth', 'Infinity', '--json']
  const options = { cwd: folder, maxBuffer: 100_000_000, shell: process.platform === 'win32' }
  const { stdout } = await promisify(execFile)('pnpm', parameters, options)
  return summarize(listSchema.parse(JSON.parse(stdout))[0].dependencies ?? {}, existsSync)
}

/**
 * Packages are counted once, however many others need them; ours and those for other platforms not at all.
 * @param isInstalled tells of a folder whether it is there
 */
export async function summarize(
  direct: Record<string, Listed>,
  isInstalled: (folder: string) => boolean,
): Promise<Footprint['dependencies']> {
  const folders = new Set<string>()
  collect(direct, folders)
  const installed = [...folders].filter(isInstalled)
  const sizes = await Promise.all(installed.map(sizeOf))
  return {
    direct: Object.values(direct).filter(isOutside).length,
    all: installed.length,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
  }
}

function collect(dependencies: Record<string, Listed>, folders: Set<string>): void {
  for (const listed of Object.values(dependencies)) {
    if (isOutside(listed)) folders.add(listed.path)
    collect(listed.dependencies ?? {}, folders)
  }
}

function isOutside({ version }: Listed): boolean {
  return !version.startsWith('link:')
}

async function sizeOf(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0
  const entries = await readdir(folder, { withFileTypes: true })
  const sizes = entries.map(async (entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? 0 : sizeOf(file)
    return (await lstat(file)).size
  })
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}
