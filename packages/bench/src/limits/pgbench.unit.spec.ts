import { describe, expect, it } from 'vitest'
import { BenchError } from '../bench-error.ts'
import { bind, readRate } from './pgbench.ts'

describe('bind', () => {
  it('puts expressions in the place of parameters, also of those with two digits and with casts', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    expect(bind('select $1, $10, $2::uuid[]', values)).toBe('select (a), (j), (b)::uuid[]')
  })

  it('refuses a statement with more parameters than values', () => {
    expect(() => bind('select $2', ['1'])).toThrow('$2')
  })
})

describe('readRate', () => {
  it('finds the transactions per second', () => {
    const output =
      'number of failed transactions: 0 (0.000%)\ntps = 512.250000 (without initial connection time)\n'
    expect(readRate(output)).toBe(512.25)
  })

  it.each([
    ['', 'could not connect'],
    ['number of failed transactions: 2 (0.100%)\ntps = 512.2', ''],
    ['tps = 12', 'pgbench: error: client 0 script 0 aborted in command 3 query 0: ERROR'],
  ])('does not trust %j with %j', (stdout, stderr) => {
    expect(() => readRate(stdout, stderr)).toThrow(BenchError)
  })
})
