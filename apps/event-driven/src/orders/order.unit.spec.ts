import { orderSchema } from '@backend-rosetta/contract/orders'
import { describe, expect, test } from 'vitest'
import { given, histories, recordedOf, type Situation } from '../../test/support/order-histories.ts'
import { historyOf } from './history.ts'
import { evolve, fold, isOver } from './order.ts'

/** Status, payment, version and whether it is over, of an order with such a history. */
const shown: Record<Situation, string> = {
  placed: 'pending, pending, 1',
  held: 'pending, pending, 1',
  declined: 'pending, declined, 3',
  confirmed: 'confirmed, captured, 4',
  shipped: 'shipped, captured, 5',
  delivered: 'delivered, captured, 6, over',
  'rejected for stock': 'rejected, none, 2, over',
  'rejected for payment': 'rejected, declined, 5, over',
  'cancelled when placed': 'cancelled, none, 3, over',
  'cancelled when held': 'cancelled, refund_pending, 3',
  'cancelled, stock back': 'cancelled, refund_pending, 3',
  'cancelled, charged late': 'cancelled, refund_pending, 5',
  'cancelled when declined': 'cancelled, none, 4, over',
  'cancelled when paid': 'cancelled, refund_pending, 5',
  'cancelled and over': 'cancelled, refunded, 7, over',
}

describe.each(Object.entries(histories))('an order that is %s', (situation, events) => {
  const { order } = given(events)

  test('is what the API shows', () => {
    const { status, payment, version } = orderSchema.parse(order)
    const facts = [status, payment.status, version, ...(isOver(order) ? ['over'] : [])]
    expect(facts.join(', ')).toBe(Object.entries(shown).find(([name]) => name === situation)?.[1])
  })

  test('has a history without gaps, of what concerns its customer', () => {
    const history = historyOf(recordedOf(events))
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1))
    expect(history.map(({ type }) => type)).not.toContain('stock.reserved')
  })
})

test('what only the shop knows is no new version of what everyone sees', () => {
  const [placed, reserved] = recordedOf(histories.held)
  const before = fold(placed ? [placed] : [])
  const after = reserved && evolve(before, reserved)
  expect(after?.order).toBe(before?.order)
  expect(after?.version).toBe(2)
})

test('a cancelled order says why, by whom and when', () => {
  const { order } = given(histories['cancelled when paid'])
  expect(order.cancellation).toEqual({ reason: 'Not needed', by: 'customer', at: order.updatedAt })
})

test('no events are no order, and an order begins with being placed', () => {
  expect(fold([])).toBeUndefined()
  expect(() => fold(recordedOf([{ type: 'order.confirmed', data: {} }]))).toThrow(TypeError)
})
