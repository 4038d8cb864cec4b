import { describe, expect, test } from 'vitest'
import { given, histories, type Situation } from '../../test/support/order-histories.ts'
import { outstanding, react } from './fulfilment.ts'

/** What is asked of whom, by where the order is. */
const tasks: Record<Situation, string> = {
  placed: 'stock.reserve',
  held: 'payment.charge',
  declined: 'stock.release',
  confirmed: '',
  shipped: '',
  delivered: '',
  'rejected for stock': '',
  'rejected for payment': '',
  'cancelled when placed': 'stock.release',
  'cancelled when held': 'stock.release payment.void',
  'cancelled, stock back': 'payment.void',
  'cancelled, charged late': 'payment.refund',
  'cancelled when declined': 'stock.release',
  'cancelled when paid': 'stock.release payment.refund',
  'cancelled and over': '',
}

describe.each(Object.entries(tasks))('an order that is %s', (situation, expected) => {
  test(`leads to: ${expected || 'nothing'}`, () => {
    const events = Object.entries(histories).find(([name]) => name === situation)?.[1] ?? []
    expect(namesOf(outstanding(given(events)))).toBe(expected)
  })
})

test('what is asked for already is not asked for again', () => {
  const [before, after] = [given(histories.declined), given(histories['cancelled when declined'])]
  expect(react(before, after)).toEqual([])
})

test('what becomes outstanding is asked for', () => {
  expect(namesOf(react(undefined, given(histories.placed)))).toBe('stock.reserve')
  expect(namesOf(react(given(histories.placed), given(histories.held)))).toBe('payment.charge')
  expect(namesOf(react(given(histories.confirmed), given(histories['cancelled when paid'])))).toBe(
    'stock.release payment.refund',
  )
})

test('the stock is told what to reserve, the payments how much to charge, and nobody more than that', () => {
  expect(outstanding(given(histories.placed))[0]?.data).toEqual({
    items: [{ productId: '0192f0c0-0000-7000-8000-000000000003', quantity: 2 }],
  })
  expect(outstanding(given(histories.held))[0]?.data).toEqual({ amount: { amount: 2500, currency: 'EUR' } })
})

function namesOf(all: ReturnType<typeof outstanding>): string {
  return all.map(({ type }) => type.replace('command.', '')).join(' ')
}
