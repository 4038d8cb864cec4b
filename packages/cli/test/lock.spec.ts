import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryLock, withLock } from '../bootstrap/lock.mjs'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rosetta-lock-'))
  file = path.join(folder, 'a.lock')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('tryLock', () => {
  it('takes a free lock and gives it back', () => {
    const release = tryLock(file)
    expect(existsSync(file)).toBe(true)
    if (typeof release === 'function') release()
    expect(existsSync(file)).toBe(false)
  })

  it('names the process that holds it', () => {
    tryLock(file)
    expect(tryLock(file)).toBe(String(process.pid))
  })

  it('takes it from a process that is gone', async () => {
    writeFileSync(file, `${await pidOfTheDead()} ${os.hostname()}`)
    expect(tryLock(file)).toBeTypeOf('function')
    expect(readFileSync(file, 'utf8')).toBe(`${process.pid} ${os.hostname()}`)
  })

  it('leaves it to a process on another machine that still touches it', () => {
    writeFileSync(file, '1 elsewhere')
    expect(tryLock(file)).toBe('1')
  })

  it('takes it when nobody has touched it for long', () => {
    writeFileSync(file, '1 elsewhere')
    const aMinuteAgo = new Date(Date.now() - 60_000)
    utimesSync(file, aMinuteAgo, aMinuteAgo)
    expect(tryLock(file)).toBeTypeOf('function')
  })
})

describe('withLock', () => {
  it('lets one after the other work, and tells who waits', async () => {
    const steps: string[] = []
    const first = Promise.withResolvers<void>()
    const work = withLock(
      file,
      () => undefined,
      async () => {
        steps.push('first begins')
        await first.promise
        steps.push('first ends')
      },
    )
    const waiting = Promise.withResolvers<string>()
    const other = withLock(file, waiting.resolve, async () => {
      steps.push('second')
    })
    expect(await waiting.promise).toBe(String(process.pid))
    first.resolve()
    await Promise.all([work, other])
    expect(steps).toEqual(['first begins', 'first ends', 'second'])
  })

  it('gives it back when the work fails', async () => {
    const failing = withLock(
      file,
      () => undefined,
      () => Promise.reject(new Error('no disk')),
    )
    await expect(failing).rejects.toThrow('no disk')
    expect(existsSync(file)).toBe(false)
  })
})

async function pidOfTheDead(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}
