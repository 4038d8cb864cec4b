import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { operationIds } from '@backend-rosetta/contract/operations'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import { kebabCase } from './kebab-case.ts'
import { formatProblem } from './problem.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'rosetta-tours-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('checkApp', () => {
  it('accepts an app in which every operation is marked and toured', () => {
    givenApp()
    expect(problems()).toEqual([])
  })

  it('names an operation without a region', () => {
    givenApp({ source: regions(operationIds.filter((id) => id !== 'placeOrder')) })
    expect(problems()).toEqual([
      expect.stringMatching(/^apps\/x\/tour\.json:\d+ no file under src has the region place-order$/),
      expect.stringMatching(
        /^apps\/x\/tour\.json:\d+ placeOrder: src\/all\.ts has no region place-order; it has /,
      ),
    ])
  })

  it('names an operation without a tour', () => {
    givenApp({ tour: tourOf(operationIds.filter((id) => id !== 'getStats')) })
    expect(problems()).toEqual(['apps/x/tour.json:1 getStats has no entry'])
  })

  it('names a step into a file that is not there', () => {
    const tour = tourOf(operationIds)
    tour['logOut'] = [...(tour['logOut'] ?? []), { ...step('log-out'), file: 'src/gone.ts' }]
    givenApp({ tour })
    expect(problems()).toEqual([
      expect.stringMatching(/tour\.json:\d+ logOut: there is no src\/gone\.ts with regions in this app$/),
    ])
  })

  it('names a tour that does not pass through its own region', () => {
    givenApp({ tour: { ...tourOf(operationIds), getMe: [step('get-user')] } })
    expect(problems()).toEqual([expect.stringMatching(/getMe never passes through a region get-me$/)])
  })

  it('names the file and line of a bad marker', () => {
    givenApp({ source: `${regions(operationIds)}\n// #region helper\nx` })
    expect(problems()).toEqual([
      expect.stringMatching(/^apps\/x\/src\/all\.ts:\d+ region helper has no #endregion$/),
    ])
  })

  it('names a missing tour', () => {
    givenApp()
    rmSync(path.join(root, 'apps/x/tour.json'))
    expect(problems()).toEqual(['apps/x/tour.json:1 is missing'])
  })
})

interface Fixture {
  source?: string
  tour?: Record<string, object[]>
}

function givenApp({ source = regions(operationIds), tour = tourOf(operationIds) }: Fixture = {}): void {
  mkdirSync(path.join(root, 'apps/x/src'), { recursive: true })
  writeFileSync(path.join(root, 'apps/x/src/all.ts'), source)
  writeFileSync(path.join(root, 'apps/x/tour.json'), JSON.stringify(tour, null, 2))
}

function problems(): string[] {
  return checkApp(root, 'apps/x').problems.map(formatProblem)
}

function regions(ids: readonly string[]): string {
  return ids.map((id) => `// #region ${kebabCase(id)}\nx\n// #endregion`).join('\n')
}

function tourOf(ids: readonly string[]): Record<string, object[]> {
  return Object.fromEntries(ids.map((id) => [id, [step(kebabCase(id))]]))
}

function step(region: string) {
  return { file: 'src/all.ts', region, role: 'edge', note: 'all of it' }
}
