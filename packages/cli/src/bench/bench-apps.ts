import { existsSync } from 'node:fs'
import path from 'node:path'
import type { BenchApp } from '@backend-rosetta/bench/target'
import { type App, chooseApps } from '../apps.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/** Apps of this checkout, which are built first, and built ones from anywhere. */
export interface BenchApps {
  own: App[]
  others: BenchApp[]
}

const entries = ['dist/main.js', 'dist/server.js']

/**
 * What follows `pnpm bench`: names of apps; paths are folders of apps that are built, such as those of another checkout
 * that is to be compared.
 * @throws UserError for a name that is unknown and a folder that holds no built app
 */
export function benchApps(words: readonly string[]): BenchApps {
  const folders = words.filter(isPath)
  const names = words.filter((word) => !isPath(word))
  const own = folders.length > 0 && names.length === 0 ? [] : chooseApps(names)
  return { own, others: folders.map(builtApp) }
}

export function toBenchApp({ name, folder, entry, migrations }: App): BenchApp {
  return { name, folder: path.join(workspaceRoot, folder), entry, migrations }
}

function builtApp(folder: string): BenchApp {
  const full = path.resolve(folder)
  const entry = entries.find((file) => existsSync(path.join(full, file)))
  const migrations = [path.join(full, 'migrations')].filter((own) => existsSync(own))
  if (entry !== undefined) return { name: folder, folder: full, entry, migrations }
  throw new UserError(`There is no built app in ${folder}: it has neither ${entries.join(' nor ')}.`)
}

function isPath(word: string): boolean {
  return /[/\\]/.test(word)
}
