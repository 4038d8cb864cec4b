import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { applyChange } from './apply-change.ts'
import type { Bug } from './bug.ts'
import { MutantsError } from './mutants-error.ts'
import type { Subject } from './subject.ts'

const notCopied = new Set(['node_modules', 'dist', 'coverage', '.turbo', '.reports', '.data', '.git', '.env'])

/**
 * A copy of the app in `folder`, which is emptied first, on the packages of the original. The name stays the same from
 * bug to bug, so that what Node has compiled for one is there for the next.
 */
export async function copyApp(subject: Subject, folder: string): Promise<Subject> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(path.dirname(folder), { recursive: true })
  await cp(subject.folder, folder, {
    recursive: true,
    filter: (source) => !notCopied.has(path.basename(source)),
  })
  // A junction, because Windows gives links to administrators only.
  await symlink(path.join(subject.folder, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  return { ...subject, folder }
}

/**
 * Puts the bug into a copy of the app.
 * @throws MutantsError when it does not apply
 */
export async function plant(bug: Bug, { folder }: Subject): Promise<void> {
  for (const [file, source] of await mutate(bug, folder)) await writeFile(path.join(folder, file), source)
}

/**
 * The files that the bug changes, with the bug in them.
 * @throws MutantsError when it does not apply to the app in `folder`
 */
export async function mutate(bug: Bug, folder: string): Promise<Map<string, string>> {
  const changed = new Map<string, string>()
  for (const { file = bug.file, ...change } of [bug, ...bug.also]) {
    const source = changed.get(file) ?? (await readSource(file, folder))
    const mutated = applyChange(source, change)
    if (mutated === source) throw new MutantsError('changes nothing')
    changed.set(file, mutated)
  }
  return changed
}

async function readSource(name: string, folder: string): Promise<string> {
  const file = path.join(folder, name)
  if (path.relative(folder, file).startsWith('..')) throw new MutantsError(`${name} is outside of the app`)
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new MutantsError(`no longer applies: there is no ${name}`)
  }
}
