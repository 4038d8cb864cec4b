import type { Money } from '@backend-rosetta/contract/money'
import type { PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Fault } from '@backend-rosetta/contract/problems'
import { bodyFault, DomainError } from '../problems.ts'

/** A product at the price of this moment. */
export interface Offer {
  id: string
  sku: string
  name: string
  price: Money
}

interface PricedItem {
  productId: string
  sku: string
  name: string
  quantity: number
  unitPrice: Money
}

export interface Priced {
  items: PricedItem[]
  total: Money
}

// #region place-order
/** What is ordered at the prices of this moment. Throws the faults of ORD-2 that need stored data. */
export function price(requested: PlaceOrder['items'], offers: readonly Offer[]): Priced {
  const byId = new Map(offers.map((offer) => [offer.id, offer]))
  const faults: Fault[] = []
  const items = requested.flatMap(({ productId, quantity }, index) => {
    const offer = byId.get(productId)
    if (offer) return [{ productId, sku: offer.sku, name: offer.name, quantity, unitPrice: offer.price }]
    faults.push(bodyFault(`/items/${index}/productId`, 'unknown_product', 'is no product of the catalogue'))
    return []
  })
  const [currency, ...others] = new Set(offers.map((offer) => offer.price.currency))
  if (others.length > 0) faults.push(bodyFault('/items', 'mixed_currencies', 'must have one currency'))
  if (!currency || faults.length > 0) throw new DomainError({ code: 'validation_failed', faults })

  // Exact: 50 × 100 × 100,000,000 is far below 2^53.
  const amount = items.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0)
  return { items, total: { amount, currency } }
}
// #endregion
