import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { BootstrapError, Interrupted } from './error.mjs'

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const isWindows = process.platform === 'win32'

/**
 * Runs a program to its end. A signal to this process goes to the child, and this process waits for it.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {(child: import('node:child_process').ChildProcess) => void} [onStart]
 * @returns {Promise<number>} its exit code
 */
export function run(file, args, options, onStart) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, options)
    const stopForwarding = forwardSignals(child)
    onStart?.(child)
    child.once('error', (error) => {
      stopForwarding()
      reject(new BootstrapError(`Cannot run ${file}: ${error.message}.`))
    })
    child.once('close', (code, signal) => {
      stopForwarding()
      if (signal) reject(new Interrupted(signal))
      else resolve(code ?? 1)
    })
  })
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  let isTold = false
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    isTold = true
    // Windows sends Ctrl-C to every process of the console by itself, and kill() there gives no time to clean up.
    if (!isWindows) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  const watch = watchParents(() => isTold || child.kill('SIGTERM'))
  return () => {
    for (const signal of signals) process.off(signal, forward)
    clearInterval(watch)
  }
}

/**
 * `npm start` runs this script through a shell that passes no SIGTERM on, and stays when npm is killed: once npm
 * or that shell is gone, nobody can stop us any more.
 * @param {() => void} onGone
 */
function watchParents(onGone) {
  if (!process.env['npm_lifecycle_event']) return undefined
  const before = parents()
  const watch = setInterval(() => {
    if (parents() === before) return
    clearInterval(watch)
    onGone()
  }, 300)
  return watch.unref()
}

/** The parent and, where /proc tells, its parent. */
function parents() {
  let grandparent = ''
  try {
    const status = fs.readFileSync(`/proc/${process.ppid}/status`, 'utf8')
    grandparent = /^PPid:\s*(\d+)/m.exec(status)?.[1] ?? ''
  } catch {
    // Elsewhere the shell replaces itself with this process: its parent is npm.
  }
  return `${process.ppid} ${grandparent}`
}
