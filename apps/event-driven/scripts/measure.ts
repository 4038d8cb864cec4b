import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '@backend-rosetta/database/client'
import { givenProduct, givenUser, orderOf } from '@backend-rosetta/test-support/fixtures'
import { type Cluster, startCluster } from '../test/support/cluster.ts'

export interface Figures {
  broker: string
  workers: number
  /** With more to do than can be done. */
  settledPerSecond: number
  /** Milliseconds from order.placed to order.confirmed, with little to do. */
  p50: number
  p99: number
}

interface Setting {
  natsUrl: string
  workers: number
  orders: number
}

/** How many orders a second come in for the latencies. */
const pace = 10
const paced = 200

export async function measure({
  natsUrl,
  workers,
  orders,
}: Setting): Promise<Omit<Figures, 'broker' | 'workers'>> {
  const cluster = await startCluster(natsUrl)
  try {
    const place = await openShop(cluster)
    await placeAtOnce(place, orders)
    for (let started = 0; started < workers; started += 1) await cluster.startWorker()
    await untilSettled(cluster)
    const settledPerSecond = await settlingRate(cluster)

    const since = new Date()
    for (let placed = 0; placed < paced; placed += 1) {
      await Promise.all([place(), sleep(1000 / pace)])
    }
    await untilSettled(cluster)
    return { settledPerSecond, ...(await latencies(cluster, since)) }
  } finally {
    await cluster.stop()
  }
}

type Place = () => Promise<void>

/** Places orders for one of many products, as in a shop: not all of them wait for the same row. */
async function openShop(cluster: Cluster): Promise<Place> {
  const customer = await givenUser(cluster)
  const products = await Promise.all(
    Array.from({ length: 50 }, () => givenProduct(cluster, { stock: 100_000 })),
  )
  let placed = 0
  return async () => {
    const product = products[placed % products.length]
    placed += 1
    if (!product) return
    await cluster.http
      .post('/api/v1/orders')
      .set(customer.headers)
      .send(orderOf([[product, 1]]))
      .expect(201)
  }
}

async function placeAtOnce(place: Place, count: number): Promise<void> {
  let left = count
  const placing = async () => {
    while (left > 0) {
      left -= 1
      await place()
    }
  }
  await Promise.all(Array.from({ length: 16 }, placing))
}

async function untilSettled({ databaseUrl }: Cluster): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (;;) {
      const { rowCount } = await client.query(
        `select from read_model.orders where status = 'pending' limit 1`,
      )
      if (rowCount === 0) return
      await sleep(200)
    }
  })
}

/** Of the middle eight tenths: how workers start and run dry says nothing of their pace. */
async function settlingRate({ databaseUrl }: Cluster): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ rate: number }>(`
      with settled as (select at, ntile(10) over (order by at, position) as tenth
                       from event_store.events where type = 'order.confirmed')
      select (count(*) / extract(epoch from max(at) - min(at)))::float as rate
      from settled where tenth between 2 and 9`)
    return rows[0]?.rate ?? Number.NaN
  })
}

async function latencies({ databaseUrl }: Cluster, since: Date): Promise<{ p50: number; p99: number }> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ p50: number; p99: number }>(
      `with waits as (
         select (extract(epoch from confirmed.at - placed.at) * 1000)::int as ms
         from event_store.events as placed join event_store.events as confirmed using (stream_id)
         where placed.type = 'order.placed' and confirmed.type = 'order.confirmed' and placed.at >= $1)
       select percentile_disc(0.5) within group (order by ms) as p50,
              percentile_disc(0.99) within group (order by ms) as p99
       from waits`,
      [since],
    )
    const [row] = rows
    if (!row) throw new TypeError('an aggregate has one row')
    return row
  })
}
