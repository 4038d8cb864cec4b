import { describe, expect, test } from 'vitest'
import { given, histories, type Situation } from '../../test/support/order-histories.ts'
import { DomainError } from '../problems.ts'
import { decide, type OrderCommand } from './decide.ts'

const commands = {
  update: { type: 'update', changes: { notes: 'Ring twice' } },
  cancel: { type: 'cancel', reason: 'Not needed', by: 'customer' },
  ship: { type: 'ship', carrier: 'DHL', trackingNumber: '1' },
  deliver: { type: 'deliver' },
  reserved: { type: 'note-stock', outcome: 'reserved' },
  refused: { type: 'note-stock', outcome: 'refused' },
  released: { type: 'note-stock', outcome: 'released' },
  captured: { type: 'note-payment', outcome: 'captured', chargeId: 'ch_9' },
  declined: { type: 'note-payment', outcome: 'declined' },
  refunded: { type: 'note-payment', outcome: 'refunded' },
  voided: { type: 'note-payment', outcome: 'voided' },
} satisfies Record<string, OrderCommand>

type CommandName = keyof typeof commands

/** Where no person can do anything any more. */
const nothing = { update: 'no', cancel: 'no', ship: 'no', deliver: 'no' } as const

/** What happens, by where the order is and by what is asked of it. `no` is a refusal; what is not named: nothing. */
const cells: Record<Situation, Partial<Record<CommandName, string>>> = {
  placed: {
    ...nothing,
    update: 'order.updated',
    cancel: 'order.cancelled payment.voided',
    reserved: 'stock.reserved',
    refused: 'order.rejected',
    captured: 'payment.captured order.confirmed',
    declined: 'payment.declined',
  },
  held: {
    ...nothing,
    update: 'order.updated',
    cancel: 'order.cancelled',
    captured: 'payment.captured order.confirmed',
    declined: 'payment.declined',
  },
  declined: {
    ...nothing,
    update: 'order.updated',
    cancel: 'order.cancelled',
    released: 'stock.released order.rejected',
  },
  confirmed: { ...nothing, update: 'order.updated', cancel: 'order.cancelled', ship: 'order.shipped' },
  shipped: { ...nothing, deliver: 'order.delivered' },
  delivered: nothing,
  'rejected for stock': nothing,
  'rejected for payment': nothing,
  'cancelled when placed': { ...nothing, released: 'stock.released', captured: 'payment.captured' },
  'cancelled when held': {
    ...nothing,
    released: 'stock.released',
    captured: 'payment.captured',
    declined: 'payment.voided',
    voided: 'payment.voided',
  },
  'cancelled, stock back': {
    ...nothing,
    captured: 'payment.captured',
    declined: 'payment.voided',
    voided: 'payment.voided',
  },
  'cancelled, charged late': { ...nothing, refunded: 'payment.refunded' },
  'cancelled when declined': { ...nothing, released: 'stock.released', captured: 'payment.captured' },
  'cancelled when paid': { ...nothing, released: 'stock.released', refunded: 'payment.refunded' },
  'cancelled and over': nothing,
}

describe.each(keysOf(cells))('given an order that is %s', (situation) => {
  test.each(keysOf(commands))('when it is to be %s', (name) => {
    expect(outcomeOf(commands[name], situation)).toBe(cells[situation][name] ?? '')
  })
})

test('an update says what has changed, and what it is now', () => {
  const changes = { shippingAddress: { line2: 'Marylebone' }, notes: null }
  const [event] = decide({ type: 'update', changes }, given(histories.placed))
  expect(event).toMatchObject({
    type: 'order.updated',
    data: {
      changed: ['shippingAddress'],
      shippingAddress: { city: 'London', line2: 'Marylebone' },
      notes: null,
    },
  })
})

test('an update that changes nothing is no event', () => {
  expect(decide({ type: 'update', changes: { notes: null } }, given(histories.placed))).toEqual([])
})

test('a rejection says why', () => {
  const reasons = [
    decide(commands.refused, given(histories.placed)),
    decide(commands.released, given(histories.declined)),
  ]
  const codes = reasons.map((events) => events.at(-1)?.data)
  expect(codes).toMatchObject([{ code: 'insufficient_stock' }, { code: 'payment_declined' }])
})

function outcomeOf(command: OrderCommand, situation: Situation): string {
  try {
    return decide(command, given(histories[situation]))
      .map(({ type }) => type)
      .join(' ')
  } catch (error) {
    if (error instanceof DomainError && error.refusal.code === 'invalid_order_transition') return 'no'
    throw error
  }
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[]
function keysOf(record: object): string[] {
  return Object.keys(record)
}
