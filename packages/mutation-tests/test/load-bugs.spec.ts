import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadBugs } from '../src/load-bugs.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'rosetta-bugs-'))
afterAll(() => rm(folder, { recursive: true }))

const bug = {
  id: 'a-bug',
  title: 'A title',
  file: 'src/a.ts',
  search: 'a',
  replace: 'b',
  clause: 'ORD-4',
  check: 'ORD-4.30',
}

async function given(name: string, ...bugs: object[]): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, JSON.stringify({ app: 'mine', bugs }))
  return file
}

describe('loadBugs', () => {
  it('reads bugs of any app', async () => {
    await expect(loadBugs([await given('one.json', bug)])).resolves.toEqual([
      { ...bug, app: 'mine', also: [] },
    ])
  })

  it.each([
    ['no-such-clause', { ...bug, clause: 'ORD-99' }, 'no clause ORD-99'],
    ['no-such-check', { ...bug, check: 'ORD-4.999' }, 'no check ORD-4.999'],
    ['without-title', { ...bug, title: '' }, 'title'],
    ['unknown-property', { ...bug, chekc: 'ORD-4.30' }, 'chekc'],
  ])('refuses %s', async (name, wrong, message) => {
    await expect(loadBugs([await given(`${name}.json`, wrong)])).rejects.toThrow(message)
  })

  it('refuses an id that is given twice', async () => {
    const files = [await given('first.json', bug), await given('second.json', bug)]
    await expect(loadBugs(files)).rejects.toThrow('two bugs "a-bug"')
  })

  it('says which file is not there or no YAML', async () => {
    await expect(loadBugs([path.join(folder, 'none.yaml')])).rejects.toThrow('none.yaml')
    const file = path.join(folder, 'broken.yaml')
    await writeFile(file, 'bugs: [')
    await expect(loadBugs([file])).rejects.toThrow('broken.yaml is not YAML')
  })
})
