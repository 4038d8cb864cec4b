import { expect, it } from 'vitest'
import { linesOf } from './change-lines.ts'

it('shows a change as lines that go and lines that come, file by file', () => {
  const bug = {
    ...{ id: 'a-bug', app: 'mine', title: 'A bug', clause: 'ORD-4', check: 'ORD-4.30' },
    ...{ file: 'src/a.ts', search: 'one\n  two', replace: '' },
    also: [
      { search: 'three', replace: 'four' },
      { file: 'src/b.ts', search: 'five', replace: 'six' },
    ],
  }
  expect(linesOf(bug).split('\n')).toEqual([
    '@@ src/a.ts',
    '- one',
    '-   two',
    '- three',
    '+ four',
    '@@ src/b.ts',
    '- five',
    '+ six',
  ])
})
