import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeScratchFolder } from './scratch-folder.ts'

const parent = await mkdtemp(path.join(tmpdir(), 'rosetta-scratch-'))
afterAll(() => rm(parent, { recursive: true, force: true }))

it('is for this process, and removes what processes that are gone have left', async () => {
  const beyondAnyProcess = '2147483646'
  await mkdir(path.join(parent, beyondAnyProcess, 'express'), { recursive: true })
  await mkdir(path.join(parent, String(process.ppid)))
  const { folder, remove } = await makeScratchFolder(parent)
  const names = await readdir(parent)
  expect(names.toSorted()).toEqual([String(process.pid), String(process.ppid)].toSorted())
  expect(folder).toBe(path.join(parent, String(process.pid)))
  await remove()
  await expect(readdir(parent)).resolves.toEqual([String(process.ppid)])
})
