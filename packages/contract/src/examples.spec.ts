import { describe, expect, it } from 'vitest'
import { examples, fillIn, sampleValues } from './examples.ts'
import { operation, pathOf } from './operations.ts'

describe('examples', () => {
  it('have checks and names of their own', () => {
    expect(new Set(examples.map(({ check }) => check)).size).toBe(examples.length)
    expect(new Set(examples.map((example) => `${example.operation} ${example.name}`)).size).toBe(
      examples.length,
    )
  })

  it.each(examples.map((example) => [example.name, example] as const))(
    '%s fits its operation',
    (_, example) => {
      const { body, query, answers } = operation(example.operation)
      const filled = fillIn({ body: example.body, path: example.path, query: example.query }, sampleValues)
      const refused = example.answer.code === 'validation_failed'
      expect(body?.safeParse(filled.body).success ?? true).toBe(!refused)
      expect(query?.safeParse(filled.query ?? {}).success ?? true).toBe(true)
      expect(pathOf(example.operation, filled.path)).not.toContain('{')
      if (example.answer.status < 400) expect(answers).toHaveProperty(String(example.answer.status))
    },
  )
})

describe('fillIn', () => {
  it('refuses a placeholder without a value', () => {
    expect(() => fillIn({ id: '{{productId}}' }, {})).toThrow('productId')
  })
})
