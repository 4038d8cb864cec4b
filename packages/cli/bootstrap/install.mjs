import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { childEnvironment } from './environment.mjs'
import { BootstrapError } from './error.mjs'
import { withLock } from './lock.mjs'
import { run } from './run.mjs'
import { findPnpm } from './toolchain.mjs'

// CI keeps pnpm from asking before it replaces a node_modules that something else has made. Its own retries
// pause for each package in turn: minutes, if there is no network. Whole attempts cost little, because what
// was downloaded stays.
const unattended = { CI: '1', pnpm_config_fetch_retries: '1', pnpm_config_fetch_retry_mintimeout: '100' }
const attempts = 3

/**
 * Runs `pnpm install` if anything that it depends on has changed since its last success here. The stamp lies
 * inside node_modules, so whoever deletes that folder deletes the stamp with it.
 * @param {string} root
 * @param {string} node
 * @returns {Promise<string>} the path of pnpm's executable
 */
export async function installDependencies(root, node) {
  const ready = installed(root)
  if (ready) return ready
  return withLock(
    path.join(root, '.toolchain', 'install.lock'),
    (holder) => process.stderr.write(`Waiting for the installation that process ${holder} is doing …\n`),
    async () => {
      const meanwhile = installed(root)
      if (meanwhile) return meanwhile
      const pnpm = await findPnpm(root)
      await pnpmInstall(root, node, pnpm)
      fs.writeFileSync(stampFile(root), JSON.stringify({ inputs: inputsHash(root), pnpm }))
      return pnpm
    },
  )
}

/**
 * @param {string} root
 * @param {string} node
 * @param {string} pnpm
 */
async function pnpmInstall(root, node, pnpm) {
  process.stderr.write('Installing the dependencies with pnpm …\n')
  const env = { ...childEnvironment([path.dirname(node), path.dirname(pnpm)]), ...unattended }
  /** @type {string[]} */
  let errors = []
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const code = await run(
      pnpm,
      ['install', '--frozen-lockfile', '--reporter=append-only'],
      { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
      (child) => {
        errors = followInstall(child)
      },
    )
    if (code === 0) return
    if (!isNetworkFault(errors)) break
  }
  const advice = isNetworkFault(errors)
    ? '\nCheck the network and the registry (`npm config get registry`), then run the command again.'
    : ''
  throw new BootstrapError(
    `pnpm could not install the dependencies:\n  ${errors.slice(0, 12).join('\n  ')}${advice}`,
  )
}

/**
 * Shows pnpm's progress on standard error (standard output belongs to the command, which may speak JSON
 * there) and keeps the lines from the first error on. Without network pnpm warns once for every package.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {string[]} filled while pnpm runs
 */
function followInstall(child) {
  /** @type {string[]} */
  const errors = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      if (line.startsWith('Progress:')) process.stderr.write(`  ${line}\n`)
      if (line.trim() && (errors.length > 0 || /^\s*(Error:|\[?ERR)/.test(line))) errors.push(line.trim())
    })
  }
  return errors
}

/** @param {string[]} errors */
function isNetworkFault(errors) {
  return /FETCH|NETWORK|ECONN|ETIMEDOUT|ENOTFOUND/.test(errors.join('\n'))
}

/**
 * @param {string} root
 * @returns {string | undefined} pnpm's path if the last installation is still right
 */
function installed(root) {
  try {
    const { inputs, pnpm } = JSON.parse(fs.readFileSync(stampFile(root), 'utf8'))
    return inputs === inputsHash(root) && fs.existsSync(pnpm) ? pnpm : undefined
  } catch {
    return undefined
  }
}

/** @param {string} root */
function inputsHash(root) {
  const workspaces = ['apps', 'packages'].flatMap((folder) => list(path.join(root, folder)))
  const manifests = [root, path.join(root, 'docs'), ...workspaces].map((folder) =>
    path.join(folder, 'package.json'),
  )
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'])
    manifests.push(path.join(root, name))
  for (const file of manifests.filter((name) => fs.existsSync(name))) {
    hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file))
  }
  return hash.digest('hex')
}

/** @param {string} folder */
function list(folder) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
}

/** @param {string} root */
function stampFile(root) {
  return path.join(root, 'node_modules', '.backend-rosetta.json')
}
