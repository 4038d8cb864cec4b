import { orderStatuses, paymentStatuses, rejectionCodes } from '@backend-rosetta/contract/lifecycle'
import { currencies } from '@backend-rosetta/contract/money'
import { orderEventTypes } from '@backend-rosetta/contract/order-events'
import { roles } from '@backend-rosetta/contract/users'
import { expect, test } from 'vitest'
import { useDatabase } from './use-database.ts'

const database = useDatabase()

test.each([
  ['users_role', roles],
  ['products_currency', currencies],
  ['orders_currency', currencies],
  ['orders_status', orderStatuses],
  ['orders_payment_status', paymentStatuses],
  ['orders_rejection', ['rejected', ...rejectionCodes]],
  ['order_events_type', orderEventTypes],
])('%s allows what the contract knows, and nothing else', async (constraint, values) => {
  const { rows } = await database().query<{ definition: string }>(
    'select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1',
    [constraint],
  )
  const allowed = [...(rows[0]?.definition ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => value)
  expect(new Set(allowed)).toEqual(new Set(values))
})
