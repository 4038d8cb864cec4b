import { readdirSync, readFileSync } from 'node:fs'
import { loadClauses } from '@backend-rosetta/contract/clauses'
import { levels } from '@backend-rosetta/contract/levels'
import { expect, it } from 'vitest'
import { allChecks } from './checks/all.ts'

const clauses = new Map(loadClauses().map((clause) => [clause.id, clause]))
const folder = new URL('./checks/', import.meta.url)

it('every id is there once', () => {
  const ids = allChecks.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

it('every id is its clause and a number', () => {
  const wrong = allChecks.filter(({ id, clause }) => !new RegExp(`^${clause}\\.[1-9]\\d*$`).test(id))
  expect(wrong).toEqual([])
})

it('every check belongs to a clause of the contract', () => {
  expect(allChecks.filter(({ clause }) => !clauses.has(clause)).map(({ id }) => id)).toEqual([])
})

it('every clause of the contract has a check', () => {
  const checked = new Set(allChecks.map(({ clause }) => clause))
  expect([...clauses.keys()].filter((id) => !checked.has(id))).toEqual([])
})

it('no check is asked for at an easier level than its clause', () => {
  const easier = allChecks.filter(({ clause, level }) => {
    const own = clauses.get(clause)?.level ?? 'core'
    return levels.indexOf(level) < levels.indexOf(own)
  })
  expect(easier.map(({ id }) => id)).toEqual([])
})

it('every title says in one line what holds', () => {
  const odd = allChecks.filter(({ title }) => title.length > 110 || /\n|[.:]$/.test(title))
  expect(odd.map(({ id }) => id)).toEqual([])
})

it('every file of checks is part of the suite', () => {
  const list = readFileSync(new URL('all.ts', folder), 'utf8')
  const forgotten = readdirSync(folder).filter((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8')
    return source.includes('export const checks') && !list.includes(`'./${file}'`)
  })
  expect(forgotten).toEqual([])
})
