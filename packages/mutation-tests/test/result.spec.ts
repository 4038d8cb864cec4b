import { describe, expect, it } from 'vitest'
import type { Bug } from '../src/bug.ts'
import { resultOf, staleLines, type Trial } from '../src/result.ts'

function bugOf(id: string): Bug {
  const place = { app: 'mine', file: 'src/a.ts', search: 'a', replace: 'b', also: [] }
  return { id, title: `The bug ${id}`, ...place, clause: 'ORD-4', check: 'ORD-4.30' }
}

function killed(bug: Bug, ...caughtBy: string[]): Trial {
  return { bug, outcome: 'killed', caughtBy: ['ORD-4.30', ...caughtBy], milliseconds: 1 }
}

const [first, second] = [bugOf('first'), bugOf('second')]

describe('a kept result', () => {
  it('has the bugs in their order, and nothing that changes from run to run', () => {
    const trials = [killed(second, 'ORD-4.2'), killed(first)]
    const { bugs } = resultOf([first, second], trials, { mode: 'full', earlier: undefined })
    expect(bugs.map(({ id }) => id)).toEqual(['first', 'second'])
    expect(bugs[1]?.caughtBy).toEqual(['ORD-4.2', 'ORD-4.30'])
    expect(JSON.stringify(bugs)).not.toContain('milliseconds')
  })

  it('keeps what an earlier run said of other bugs, unless they are gone', () => {
    const earlier = resultOf([first, bugOf('gone')], [killed(first), killed(bugOf('gone'))], {
      mode: 'full',
      earlier: undefined,
    })
    const { bugs } = resultOf([first, second], [killed(second)], { mode: 'quick', earlier })
    expect(bugs.map(({ id, mode }) => [id, mode])).toEqual([
      ['first', 'full'],
      ['second', 'quick'],
    ])
  })

  it('is stale when a bug is new, gone, changed or alive', () => {
    const survivor: Trial = { ...killed(second), outcome: 'survived', caughtBy: [] }
    const trials = [killed(first), survivor, killed(bugOf('gone'))]
    const kept = resultOf([first, second, bugOf('gone')], trials, { mode: 'full', earlier: undefined })
    const listed = [{ ...first, title: 'Another' }, second, bugOf('new')]
    expect(staleLines(listed, kept)).toEqual([
      'gone is no bug any more',
      'first has another title',
      'second survived',
      'new was not tried',
    ])
  })
})
