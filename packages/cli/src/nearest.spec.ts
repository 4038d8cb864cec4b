import { expect, it } from 'vitest'
import { didYouMean } from './nearest.ts'

const commands = ['start', 'test', 'contract', '--json', '--port']

it.each([
  ['strat', ' Did you mean "start"?'],
  ['tset', ' Did you mean "test"?'],
  ['cont', ' Did you mean "contract"?'],
  ['Start', ' Did you mean "start"?'],
  ['--prot', ' Did you mean "--port"?'],
  ['deploy', ''],
  ['x', ''],
  ['', ''],
])('%j', (word, expected) => {
  expect(didYouMean(word, commands)).toBe(expected)
})

it('knows nothing where there is nothing', () => {
  expect(didYouMean('start', [])).toBe('')
})
