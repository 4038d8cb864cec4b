import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allChecks } from '../src/checks/all.ts'
import { admin, startTinyServer } from './tiny-server.ts'

/** Packing compiles, and installing may have to ask the registry. */
const PATIENCE = 180_000

let folder: string

/** What somebody without this repository does: both packages from their archives, in a folder of their own. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rosetta-package-'))
  await pack('contract')
  await pack('contract-tests')
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }))
  const override = '"@backend-rosetta/contract": file:./contract.tgz'
  await writeFile(join(folder, 'pnpm-workspace.yaml'), `pmOnFail: ignore\noverrides:\n  ${override}\n`)
  await pnpm(folder, 'add', '--prefer-offline', './contract-tests.tgz')
}, PATIENCE)

afterAll(() => rm(folder, { recursive: true }))

it('runs its checks outside of the workspace', async () => {
  const server = await startTinyServer()
  const target = ['--url', server.target.baseUrls[0], '--admin-email', admin.email]
  const { stdout } = await installed(
    ...target,
    '--admin-password',
    admin.password,
    '--only',
    'OPS-1.1,ACC-1.4',
  )
  expect(stdout).toContain('Kept: 2 checks')
  await server.close()
})

it('lists its checks outside of the workspace', async () => {
  const { stdout } = await installed('list')
  expect(stdout).toContain(`\n${allChecks.length} checks\n`)
})

it('knows its version', async () => {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  expect((await installed('--version')).stdout).toBe(`${manifest.version}\n`)
})

async function pack(name: string): Promise<void> {
  await pnpm(
    fileURLToPath(new URL(`../../${name}/`, import.meta.url)),
    'pack',
    '--out',
    join(folder, `${name}.tgz`),
  )
}

function pnpm(cwd: string, ...args: string[]) {
  // On Windows it is a script, which only a shell can run.
  return promisify(execFile)('pnpm', args, { cwd, shell: process.platform === 'win32' })
}

/** Without the variables of this test run: the command has to do with what it brings. */
function installed(...args: string[]) {
  const bin = join(folder, 'node_modules/@backend-rosetta/contract-tests/dist/bin.js')
  const { PATH } = process.env
  return promisify(execFile)(process.execPath, [bin, ...args], { cwd: folder, env: { PATH } })
}
