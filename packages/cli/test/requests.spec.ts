import { readFileSync } from 'node:fs'
import path from 'node:path'
import { operations } from '@backend-rosetta/contract/operations'
import { demoAdmin, demoCustomer } from '@backend-rosetta/database/demo'
import { describe, expect, it } from 'vitest'

const requests = readFileSync(path.join(import.meta.dirname, '../requests.http'), 'utf8')

describe('requests.http', () => {
  it.each([
    ['admin', demoAdmin],
    ['customer', demoCustomer],
  ])('logs in as the %s of the demo data', (_, { email, password }) => {
    expect(requests).toContain(`{ "email": "${email}", "password": "${password}" }`)
  })

  it('asks for operations of the contract only', () => {
    const known = new Set(
      Object.values(operations).map(({ method, path: template }) => `${method} ${template}`),
    )
    const asked = [...requests.matchAll(/^([A-Z]+) \{\{host\}\}([^?\s]*)/gm)].map(
      ([, method, target = '']) => `${method} ${target.replaceAll(/\{\{[^}]+\}\}/g, '{id}')}`,
    )
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter((operation) => !known.has(operation))).toEqual([])
  })
})
