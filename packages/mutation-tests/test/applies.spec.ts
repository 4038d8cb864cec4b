import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bugsFolder, candidatesFolder, loadOwnBugs } from '../src/load-bugs.ts'
import { mutate } from '../src/scratch.ts'

const apps = path.resolve(import.meta.dirname, '../../../apps')
const bugs = await loadOwnBugs([bugsFolder, candidatesFolder])

describe('every bug applies exactly once to the present source', () => {
  it.each(bugs.map((bug) => [bug.id, bug] as const))('%s', async (_id, bug) => {
    await expect(mutate(bug, path.join(apps, bug.app))).resolves.toSatisfy((files) => files.size > 0)
  })
})

describe('the bugs', () => {
  it('are in differently built apps, at least ten in each of two', async () => {
    const counts = Map.groupBy(await loadOwnBugs(), ({ app }) => app)
    expect([...counts.values()].filter((own) => own.length >= 10).length).toBeGreaterThanOrEqual(2)
  })

  it('begin with the name of their app', () => {
    const named = {
      express: 'express-',
      nestjs: 'nestjs-',
      'hono-serverless': 'hono-',
      'event-driven': 'events-',
    }
    const wrong = bugs.filter(
      ({ id, app }) => !Object.entries(named).some(([name, prefix]) => name === app && id.startsWith(prefix)),
    )
    expect(wrong.map(({ id }) => id)).toEqual([])
  })
})
