import path from 'node:path'
import type { Subject } from '@backend-rosetta/mutation-tests/subject'
import type { App } from '../apps.ts'
import { workspaceRoot } from '../workspace.ts'

const conditions = '--conditions=@backend-rosetta/source'

/** What Node is given to run an app from its source. */
export const fromSource = [conditions, 'src/server.ts']

/** Node takes types away but does not make decorators work: that app is compiled, and its types are not checked. */
const compiled: Readonly<Record<string, Pick<Subject, 'build' | 'run'>>> = {
  nestjs: {
    build: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck'],
    run: [conditions, 'dist/server.js'],
  },
}

export function isCompiled(name: string): boolean {
  return Object.hasOwn(compiled, name)
}

/** An app of this checkout as it is tried: from its source, as far as Node itself can. */
export function subjectOf({ name, folder: relative, entry, migrations }: App): Subject {
  const folder = path.join(workspaceRoot, relative)
  return {
    name,
    folder,
    run: [conditions, entry.replace(/^dist\/(.*)\.js$/, 'src/$1.ts')],
    migrations: migrations.map((own) => path.relative(folder, own)),
    ...compiled[name],
  }
}
