import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '../src/workspace.ts'

const cli = path.join(workspaceRoot, 'packages/cli')

export const manifest = {
  name: 'small',
  private: true,
  packageManager: JSON.parse(readFileSync(path.join(workspaceRoot, 'package.json'), 'utf8')).packageManager,
  dependencies: { 'local-thing': 'workspace:*' },
}
export const thing = { name: 'local-thing', version: '1.0.0' }
const lockfile = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      local-thing:
        specifier: workspace:*
        version: link:packages/thing

  packages/thing: {}
`

/** A clone with one dependency, on itself: what is tested is the way there. */
export function makeSmallClone(root: string): void {
  for (const folder of ['packages/cli/src', 'packages/thing'])
    mkdirSync(path.join(root, folder), { recursive: true })
  cpSync(path.join(cli, 'bootstrap.mjs'), path.join(root, 'packages/cli/bootstrap.mjs'))
  cpSync(path.join(cli, 'bootstrap'), path.join(root, 'packages/cli/bootstrap'), { recursive: true })
  cpSync(
    path.join(import.meta.dirname, 'fixtures/bootstrap/main.ts'),
    path.join(root, 'packages/cli/src/main.ts'),
  )
  writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest))
  writeFileSync(path.join(root, 'packages/thing/package.json'), JSON.stringify(thing))
  writeFileSync(path.join(root, 'pnpm-workspace.yaml'), 'packages:\n  - packages/thing\npmOnFail: ignore\n')
  writeFileSync(path.join(root, 'pnpm-lock.yaml'), lockfile)
  borrowPnpm(root)
}

/** What this clone has brought through npm already need not be brought again. */
function borrowPnpm(root: string): void {
  const toolchain = path.join(workspaceRoot, '.toolchain')
  const pnpm = existsSync(toolchain)
    ? readdirSync(toolchain).find((name) => name.startsWith('@pnpm-exe'))
    : undefined
  if (pnpm === undefined) return
  mkdirSync(path.join(root, '.toolchain'))
  symlinkSync(path.join(toolchain, pnpm), path.join(root, '.toolchain', pnpm), 'junction')
}
