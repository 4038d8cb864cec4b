import { describe, expect, it } from 'vitest'
import { errorFields } from './logger.ts'

describe('an error in the log', () => {
  it('is told with its causes, and without what else it carries', () => {
    const cause = Object.assign(new TypeError('refused'), { code: '23514', detail: 'Failing row: (secret)' })
    const fields = errorFields(new Error('the database is unavailable', { cause }))
    expect(fields).toMatchObject({
      type: 'Error',
      message: 'the database is unavailable',
      cause: { type: 'TypeError', message: 'refused', code: '23514' },
    })
    expect(fields.stack).toContain('logger.unit.spec.ts')
    expect(JSON.stringify(fields)).not.toContain('secret')
  })

  it('may be anything that was thrown', () => {
    expect(errorFields('gone')).toEqual({ type: 'string', message: 'gone' })
  })
})
