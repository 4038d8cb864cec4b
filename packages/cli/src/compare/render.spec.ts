import { stripVTControlCharacters } from 'node:util'
import { codeToANSI } from '@shikijs/cli'
import stringWidth from 'string-width'
import { expect, it } from 'vitest'
import type { Column, Passage } from './comparison.ts'
import { renderComparison } from './render.ts'

const passage: Passage = {
  number: 1,
  file: 'src/orders/orders.routes.ts',
  region: 'get-order',
  role: 'edge',
  note: 'the order, or 304',
  firstLine: 12,
  lastLine: 13,
  code: `router.get('/api/v1/orders/:id', access.user, orders.getOrder) // ${'a long line '.repeat(12)}\nend()`,
}
const counts = { files: 1, lines: 2, hops: 1, dependencies: 1 }
const dependencies = ['express']
const columns: Column[] = [
  { app: 'express', folder: 'apps/express', passages: [passage], counts, dependencies },
  {
    app: 'nestjs',
    folder: 'apps/nestjs',
    passages: [
      { ...passage, code: 'findOne() {}' },
      { ...passage, role: 'storage', code: 'select()' },
    ],
    counts,
    dependencies,
  },
]

it('puts styles beside each other where there is room, by role', async () => {
  const text = await renderComparison('getOrder', columns, { width: 150 })
  const lines = text.split('\n')
  expect(lines.filter((line) => line.length > 150)).toEqual([])
  expect(text).toMatch(/express +│ nestjs/)
  expect(text).toContain('1 step, 1 file, 2 lines, express')
  expect(text).toMatch(/router\.get\(.*… │ findOne\(\) \{\}/)
  expect(lines.indexOf(' edge ')).toBeLessThan(lines.indexOf(' storage '))
  expect(text).not.toContain(' failure ')
  expect(text).not.toContain('\u001B')
})

it.each([80, undefined])('puts them under each other at a width of %s, with whole lines', async (width) => {
  const text = await renderComparison('getOrder', columns, { width })
  expect(text).toContain(passage.code)
  expect(text.indexOf('== express')).toBeLessThan(text.indexOf('== nestjs'))
})

it('cuts coloured lines by what is seen of them', { timeout: 30_000 }, async () => {
  const highlight = (code: string) => codeToANSI(code, 'typescript', 'github-dark-default')
  const text = await renderComparison('getOrder', columns, { width: 150, highlight })
  const plain = await renderComparison('getOrder', columns, { width: 150 })
  expect(stripVTControlCharacters(text)).toBe(plain)
  expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(150)
})
