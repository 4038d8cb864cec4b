import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const beatMs = 2_000
const staleMs = 20_000

/**
 * Holds a lock file while `work` runs; waits for another holder. A holder that died, or that has not touched
 * the file for 20 s, has lost it: the file then belongs to a machine or container that is gone.
 * @template T
 * @param {string} file
 * @param {(holder: string) => void} onWait called once if another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  let told = false
  for (let release = tryLock(file); ; release = tryLock(file)) {
    if (typeof release === 'function') {
      try {
        return await work()
      } finally {
        release()
      }
    }
    // Between making the file and writing its pid into it, the holder has no name yet.
    if (!told && release !== '') {
      onWait(release)
      told = true
    }
    await pause(200)
  }
}

/**
 * Takes the lock if it is free.
 * @param {string} file
 * @returns {(() => void) | string} the release function, or the pid of the holder
 */
export function tryLock(file) {
  const mine = `${process.pid} ${os.hostname()}`
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const holder = read(file)
  if (holder && isAlive(file, holder)) return holder.pid
  // Moving a dead lock away is atomic; if it was replaced in the meantime, it goes back to its owner.
  if (holder && !moveAway(file, holder.text)) return holder.pid
  try {
    fs.writeFileSync(file, mine, { flag: 'wx' })
  } catch {
    return read(file)?.pid ?? 'unknown'
  }
  const beat = setInterval(() => touch(file), beatMs).unref()
  return () => {
    clearInterval(beat)
    if (read(file)?.text === mine) fs.rmSync(file, { force: true })
  }
}

/**
 * @param {string} file
 * @param {string} expected
 */
function moveAway(file, expected) {
  const aside = `${file}.${process.pid}`
  try {
    fs.renameSync(file, aside)
    if (fs.readFileSync(aside, 'utf8') !== expected) {
      fs.renameSync(aside, file)
      return false
    }
    fs.rmSync(aside, { force: true })
  } catch {
    // Somebody else moved it first.
  }
  return true
}

/** @param {string} file */
function read(file) {
  try {
    const text = fs.readFileSync(file, 'utf8')
    const [pid = '', host = ''] = text.split(' ')
    return { text, pid, host }
  } catch {
    return undefined
  }
}

/**
 * @param {string} file
 * @param {{ pid: string, host: string }} holder
 */
function isAlive(file, holder) {
  try {
    if (Date.now() - fs.statSync(file).mtimeMs > staleMs) return false
    return holder.host !== os.hostname() || runs(Number(holder.pid))
  } catch {
    return false
  }
}

/** @param {number} pid */
function runs(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    // In a container without an init process, the dead stay in the table as zombies.
    return !/^State:\s*Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date()
    fs.utimesSync(file, now, now)
  } catch {
    // The lock was taken away after a long sleep of the machine; what runs now runs without it.
  }
}
