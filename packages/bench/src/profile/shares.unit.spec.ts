import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { type CpuProfile, sharesOf } from './shares.ts'

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0, columnNumber: 0 })
const inPnpm = 'file:///w/node_modules/.pnpm/pg@8.0.0/node_modules/pg/lib/client.js'

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 4, 5, 7] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('(garbage collector)') },
    { id: 4, callFrame: frame('submit', inPnpm), children: [6] },
    { id: 5, callFrame: frame('getMe', 'file:///w/apps/shop/dist/users.js') },
    { id: 6, callFrame: frame('map') },
    { id: 7, callFrame: frame('writev') },
  ],
  startTime: 0,
  samples: [5, 2, 3, 4, 6, 5, 7, 5],
  timeDeltas: [1000, 5000, 1000, 1000, 1000, 1000, 1000, 90_000],
}

it('adds up by what the code belongs to, without idle time, between two moments', () => {
  const { collection, driver, app, sockets, other } = sharesOf(profile, { since: 2, until: 50 })
  expect({ collection, driver, app, sockets, other }).toEqual({
    collection: 0.2,
    // With what it calls that has no source of its own.
    driver: 0.4,
    app: 0.2,
    sockets: 0.2,
    other: 0,
  })
})

it('makes nothing of nothing', () => {
  expect(Object.values(sharesOf(profile, { since: 500, until: 600 })).every((share) => share === 0)).toBe(
    true,
  )
})

it('looks into a bundle by its source map', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-bench-profile-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bundle = path.join(folder, 'app.cjs')
  const sources = ['../node_modules/pg/lib/client.js', '../src/users.ts']
  // The first source from column 0 of line 0, the second from column 8.
  await writeFile(`${bundle}.map`, JSON.stringify({ version: 3, sources, names: [], mappings: 'AAAA,QCAA' }))
  const at = (columnNumber: number) => ({
    ...frame('f', pathToFileURL(bundle).href),
    columnNumber,
  })
  const nodes = [
    { id: 1, callFrame: at(0) },
    { id: 2, callFrame: at(9) },
  ]
  const shares = sharesOf(
    { nodes, startTime: 0, samples: [1, 1, 1, 2], timeDeltas: [1, 1, 1, 1] },
    { since: 0, until: 1 },
  )
  expect(shares).toMatchObject({ driver: 0.75, app: 0.25 })
})
