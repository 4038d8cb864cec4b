import { expect, test } from 'vitest'
import { given, histories } from '../../test/support/order-histories.ts'
import type { MessageOf } from '../messaging/messages.ts'
import { remind } from './order-messages.ts'

const check: MessageOf<'command.order.check'> = {
  id: 'command.order.check:1',
  type: 'command.order.check',
  orderId: given(histories.placed).order.id,
  at: '2026-11-20T12:00:00.000Z',
  correlationId: 'r1',
  causationId: 'r1',
  data: { number: 2 },
}

const typesOf = (...given: Parameters<typeof remind>) =>
  remind(...given).map(({ message, afterMs }) => [message.type, afterMs])

test('what is outstanding is asked for once more, and looked after again later', () => {
  expect(typesOf(given(histories.held), check, false)).toEqual([
    ['command.payment.charge', undefined],
    ['command.order.check', 120_000],
  ])
})

test('where many wait nothing is asked, and it is looked after again later', () => {
  expect(typesOf(given(histories.held), check, true)).toEqual([['command.order.check', 120_000]])
})

test('an order that needs nothing is looked after no more', () => {
  expect(remind(given(histories.confirmed), check, false)).toEqual([])
})
