import { describe, expect, it } from 'vitest'
import { childTraceparent, parseTraceparent } from './trace-context.ts'

const id = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('traceparent', () => {
  it('is continued with a span of its own', () => {
    const trace = parseTraceparent(`00-${id}-00f067aa0ba902b7-01`)
    expect(trace).toEqual({ id, flags: '01' })
    const child = childTraceparent({ id, flags: '01' })
    expect(child).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`))
    expect(child).not.toContain('00f067aa0ba902b7')
  })

  it.each([
    undefined,
    '',
    id,
    `00-${id.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `ff-${id}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01x`,
  ])('%s begins no trace', (header) => {
    expect(parseTraceparent(header)).toBeUndefined()
  })

  it('of a later version may have more fields', () => {
    expect(parseTraceparent(`01-${id}-00f067aa0ba902b7-00-more`)).toEqual({ id, flags: '00' })
  })
})
