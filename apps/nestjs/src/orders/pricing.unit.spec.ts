import { describe, expect, it } from 'vitest'
import { DomainError } from '../problems.ts'
import { type Offer, price } from './pricing.ts'

const mug: Offer = { id: 'mug', sku: 'MUG', name: 'Mug', price: { amount: 1250, currency: 'EUR' } }
const tea: Offer = { id: 'tea', sku: 'TEA', name: 'Tea', price: { amount: 799, currency: 'EUR' } }
const pin: Offer = { id: 'pin', sku: 'PIN', name: 'Pin', price: { amount: 1, currency: 'USD' } }

describe('price', () => {
  it('adds up what is ordered, in the order of the request', () => {
    const requested = [
      { productId: 'tea', quantity: 2 },
      { productId: 'mug', quantity: 1 },
    ]
    expect(price(requested, [mug, tea])).toEqual({
      items: [
        { offer: tea, quantity: 2 },
        { offer: mug, quantity: 1 },
      ],
      total: { amount: 2848, currency: 'EUR' },
    })
  })

  it('is exact for the largest order', () => {
    const offers = Array.from({ length: 50 }, (_, index) => ({
      ...mug,
      id: `${index}`,
      price: { amount: 100_000_000, currency: 'EUR' as const },
    }))
    const requested = offers.map(({ id }) => ({ productId: id, quantity: 100 }))
    expect(price(requested, offers).total.amount).toBe(500_000_000_000)
  })

  it('names every product that is not in the catalogue, and mixed currencies', () => {
    const requested = ['gone', 'mug', 'pin', 'lost'].map((productId) => ({ productId, quantity: 1 }))
    expect(faultsOf(() => price(requested, [mug, pin]))).toEqual([
      '/items/0/productId unknown_product',
      '/items/3/productId unknown_product',
      '/items mixed_currencies',
    ])
  })

  it('names the only product where it is unknown', () => {
    expect(faultsOf(() => price([{ productId: 'gone', quantity: 1 }], []))).toEqual([
      '/items/0/productId unknown_product',
    ])
  })
})

function faultsOf(act: () => unknown): string[] {
  try {
    act()
  } catch (error) {
    if (error instanceof DomainError && error.refusal.code === 'validation_failed') {
      return error.refusal.faults.map(({ pointer, code }) => `${pointer} ${code}`)
    }
    throw error
  }
  return []
}
