import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { cpuMicros, residentBytes, ticksOf } from './usage.ts'

it('adds user and system time, whatever the process is called', () => {
  expect(ticksOf('7 (a (strange) name) S 1 7 7 0 -1 4194560 9 8 7 6 150 50 3 2 20 0')).toBe(200)
})

it('counts a process and those that it started', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  await once(child, 'spawn')
  await expect.poll(() => residentBytes(child.pid ?? 0)).toBeGreaterThan(10_000_000)
  expect(residentBytes(process.pid)).toBeGreaterThan(residentBytes(child.pid ?? 0))
  child.kill()
  await once(child, 'exit')
})

it.runIf(process.platform === 'linux')('knows how much processor time was used up', () => {
  expect(cpuMicros(process.pid)).toBeGreaterThan(0)
})
