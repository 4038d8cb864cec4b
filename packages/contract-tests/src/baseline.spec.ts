import { describe, expect, it } from 'vitest'
import { compareWithBaseline, parseBaseline, updatedBaseline } from './baseline.ts'
import type { Outcome, Result } from './run/result.ts'

const known = new Set(['A-1.1', 'A-1.2', 'A-1.3', 'A-1.4'])

function report(...outcomes: Outcome[]) {
  const results = outcomes.map(
    (outcome, index): Result => ({
      id: `A-1.${index + 1}`,
      clause: 'A-1',
      title: 'something holds',
      level: 'core',
      outcome,
      milliseconds: 1,
      findings: [],
      exchanges: [],
    }),
  )
  return { results }
}

const ids = (results: readonly Result[]) => results.map(({ id }) => id)

describe('parseBaseline', () => {
  it('reads ids and leaves out comments and empty lines', () => {
    expect(parseBaseline('# known\nA-1.1  # later\r\n\n A-1.3\n', known)).toEqual(new Set(['A-1.1', 'A-1.3']))
  })

  it('refuses what is no id', () => {
    expect(() => parseBaseline('A-9.9', known)).toThrow('"A-9.9" is not the id of a check')
  })
})

describe('compareWithBaseline', () => {
  it('tells what is new, what is known and what is fixed', () => {
    const compared = compareWithBaseline(
      report('failed', 'failed', 'passed', 'blocked'),
      new Set(['A-1.2', 'A-1.3']),
    )
    expect(ids(compared.unexpected)).toEqual(['A-1.1', 'A-1.4'])
    expect(ids(compared.known)).toEqual(['A-1.2'])
    expect(ids(compared.fixed)).toEqual(['A-1.3'])
  })

  it('never forgives an error of the suite', () => {
    expect(ids(compareWithBaseline(report('error'), new Set(['A-1.1'])).unexpected)).toEqual(['A-1.1'])
  })

  it('says nothing of what did not run', () => {
    expect(compareWithBaseline(report('passed'), new Set(['A-1.4'])).fixed).toEqual([])
  })
})

describe('updatedBaseline', () => {
  it('holds what fails now and what did not run, and can be read again', () => {
    const text = updatedBaseline(report('failed', 'passed', 'error'), new Set(['A-1.2', 'A-1.4']))
    expect(parseBaseline(text, known)).toEqual(new Set(['A-1.1', 'A-1.4']))
  })
})
