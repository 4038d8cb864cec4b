import type { Bench, Size } from './bench-options.ts'
import { createShop } from './data/shop.ts'
import { appTarget, type Surroundings, twinTarget } from './target.ts'

/** A shop for each number of orders, and who is measured with it. */
export async function prepareSizes(bench: Bench, surroundings: Omit<Surroundings, 'shop'>): Promise<Size[]> {
  const sizes: Size[] = []
  for (const orders of bench.orders) sizes.push(await prepareSize(orders, bench, surroundings))
  return sizes
}

async function prepareSize(
  orders: number,
  { apps, serverUrl, say, stack, wanted, chosen }: Bench,
  surroundings: Omit<Surroundings, 'shop'>,
): Promise<Size> {
  say(`Making a shop with ${orders.toLocaleString('en')} orders …`)
  const shop = await createShop(serverUrl, orders)
  stack.defer(() => shop.drop())
  const targets = []
  for (const app of apps) targets.push(await appTarget(app, { ...surroundings, shop }))
  const withTwin = chosen.length > 0 || wanted.has('profile')
  return {
    orders,
    shop,
    apps: targets,
    twin: withTwin ? await twinTarget({ ...surroundings, shop }) : undefined,
  }
}

/** All that is measured with this number of orders; the limit comes first. */
export function targetsOf({ apps, twin }: Size) {
  return [...(twin ? [twin] : []), ...apps]
}
