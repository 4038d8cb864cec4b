import type { Currency, Money } from '@backend-rosetta/contract/money'
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
  offer: Offer
  quantity: number
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
    if (offer) return [{ offer, quantity }]
    faults.push(bodyFault(`/items/${index}/productId`, 'unknown_product', 'is no product of the catalogue'))
    return []
  })
  const [currency, ...others] = currenciesOf(offers)
  if (others.length > 0) faults.push(bodyFault('/items', 'mixed_currencies', 'must have one currency'))
  if (!currency || faults.length > 0) throw new DomainError({ code: 'validation_failed', faults })

  // Exact: 50 × 100 × 100,000,000 is far below 2^53.
  const amount = items.reduce((sum, { offer, quantity }) => sum + offer.price.amount * quantity, 0)
  return { items, total: { amount, currency } }
}
// #endregion

function currenciesOf(offers: readonly Offer[]): Set<Currency> {
  return new Set(offers.map(({ price }) => price.currency))
}
