import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadBugs } from '../src/load-bugs.ts'
import { reportText } from '../src/report.ts'
import type { Trial } from '../src/result.ts'
import { runMutants } from '../src/run-mutants.ts'

const scratch = await mkdtemp(path.join(tmpdir(), 'rosetta-mutants-'))
afterAll(() => rm(scratch, { recursive: true, force: true }))

const bugs = await loadBugs([path.join(import.meta.dirname, 'bugs.yaml')])
const express = {
  name: 'express',
  folder: path.resolve(import.meta.dirname, '../../../apps/express'),
  run: ['--conditions=@backend-rosetta/source', 'src/server.ts'],
}

const quick = {
  bugs,
  subjects: [express],
  full: false,
  jobs: 2,
  scratch,
  secondsPerBug: 120,
  say: () => undefined,
  onTrial: () => undefined,
  signal: new AbortController().signal,
}

describe('runMutants', { timeout: 240_000 }, () => {
  it('tells bugs that are caught from those that live on, do not apply or do not start', async () => {
    const file = path.join(express.folder, 'src/orders/orders.service.ts')
    const before = await readFile(file, 'utf8')
    const trials = await runMutants(quick)
    expect(trials.map(({ bug, outcome }) => [bug.id, outcome])).toEqual([
      ['is-caught', 'killed'],
      ['survives', 'survived'],
      ['does-not-apply', 'not-applied'],
      ['does-not-start', 'not-started'],
    ])
    expect(trials.map(({ caughtBy }) => caughtBy.join())).toEqual(['ORD-4.30', '', '', ''])
    expect(reportText(trials)).toContain('1 of 4 bugs killed: express 1 of 4.')
    expect(reportText(trials)).toMatch(/survives\n.*\n.*server\.ts\n.*ORD-4\.30 .* passed\n/)
    expect(trials.find(({ outcome }) => outcome === 'not-started')?.why).toContain('never up')
    await expect(readFile(file, 'utf8')).resolves.toBe(before)
  })

  it('ends early when it is told to', async () => {
    const early = new AbortController()
    const tried: Trial[] = []
    const onTrial = (trial: Trial) => {
      tried.push(trial)
      early.abort(new Error('enough'))
    }
    const [first, second] = bugs
    const two = [first, second].filter((bug) => bug !== undefined)
    await expect(runMutants({ ...quick, bugs: two, jobs: 1, signal: early.signal, onTrial })).rejects.toThrow(
      'enough',
    )
    expect(tried).toHaveLength(1)
  })

  it('tries no bug of an app that it does not have', async () => {
    await expect(runMutants({ ...quick, subjects: [] })).rejects.toThrow('bugs of "express"')
    await expect(readdir(scratch)).resolves.not.toContain('mine')
  })
})
