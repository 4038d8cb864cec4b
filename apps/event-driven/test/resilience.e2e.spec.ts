import { setGateway } from '@backend-rosetta/test-support/gateway'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from './support/cluster.ts'
import { holdLock } from './support/held-lock.ts'
import { missingService } from './support/missing-service.ts'
import { startOwnNats } from './support/own-nats.ts'
import { expectExact, openShop, placeOrders, query, type Shop, settled } from './support/shop.ts'

const nats = (await startOwnNats()) ?? missingService('crashes of NATS: there is no nats-server on the PATH')
afterAll(() => nats?.stop())

/** Orders in the test under load. `RESILIENCE_ORDERS=10000` takes some minutes. */
const many = Number(process.env['RESILIENCE_ORDERS'] ?? 300)

describe.skipIf(!nats)('on NATS JetStream', { timeout: 600_000 }, () => {
  let cluster: Cluster
  let shop: Shop
  beforeEach(async () => {
    cluster = await startCluster(nats?.url ?? '')
    shop = await openShop(cluster, 1000)
  }, 60_000)
  afterEach(() => cluster.stop(), 60_000)

  /** Some orders with the shop standing still at a lock, and the worker killed there. Then all goes on. */
  async function killAtLock(statement: string, isThere: () => Promise<boolean>): Promise<void> {
    await placeOrders(shop, 5)
    await using lock = await holdLock(cluster.databaseUrl, statement)
    const worker = await cluster.startWorker()
    await expect.poll(isThere, { timeout: 20_000 }).toBe(true)
    await worker.stop('SIGKILL', 0)
    await lock.release()
    await finish()
  }

  /** A worker that is not killed brings all to its end. */
  async function finish(timeout = 40_000): Promise<void> {
    await cluster.startWorker()
    await settled(shop, timeout)
    await expectExact(shop)
  }

  const waitsFor = (text: string) => async () => {
    const waiting = `select pid from pg_stat_activity where wait_event_type = 'Lock' and query ilike $1`
    return (await query(cluster, waiting, [`%${text}%`])).length > 0
  }

  describe('killed', () => {
    it('between append and publish: the server, when nobody has published yet', async () => {
      await placeOrders(shop, 10)
      await cluster.server.stop('SIGKILL')
      await cluster.server.start()
      expect(shop.accepted).toHaveLength(10)
      await finish()
    })

    it('while requests are in flight: the server', async () => {
      await cluster.startWorker()
      const placing = placeOrders(shop, 200)
      await expect.poll(() => shop.accepted.length, { timeout: 20_000 }).toBeGreaterThan(20)
      await cluster.server.stop('SIGKILL')
      await placing
      await cluster.server.start()
      await finish()
    })

    it('between publish and the note that it is published: the relay', async () => {
      // Reading the outbox goes on, and so does publishing; taking messages out of it does not.
      await killAtLock('lock table messaging.outbox in share mode', waitsFor('delete from messaging.outbox'))
    })

    it('between taking pieces and saying so: the stock consumer', async () => {
      await killAtLock('lock table messaging.outbox in share mode', waitsFor('insert into messaging.outbox'))
    })

    it('in the middle of taking pieces: the stock consumer', async () => {
      await killAtLock(
        `select from products where id = '${shop.product.id}' for update`,
        waitsFor('products'),
      )
    })

    it('between consume and append: the process manager', async () => {
      await killAtLock(
        'lock table event_store.events in share mode',
        waitsFor('insert into event_store.events'),
      )
    })

    it('while the gateway is charging, and between the charge and the note of it', async () => {
      await placeOrders(shop, 5)
      await setGateway(shop.gatewayUrl, 'slow')
      const worker = await cluster.startWorker()
      await expect
        .poll(() => charges(cluster, 'attempt_by is not null'), { timeout: 20_000 })
        .toBeGreaterThan(0)
      await worker.stop('SIGKILL', 0)
      await setGateway(shop.gatewayUrl, 'up')
      await using lock = await holdLock(cluster.databaseUrl, 'lock table messaging.inbox in share mode')
      const second = await cluster.startWorker()
      await expect.poll(waitsFor('messaging.inbox'), { timeout: 20_000 }).toBe(true)
      await second.stop('SIGKILL', 0)
      await lock.release()
      await finish()
    })

    it('again and again under load: workers and servers at any moment', async () => {
      const placing = placeOrders(shop, 150, 4)
      for (let kills = 0; kills < 5; kills += 1) {
        const worker = await cluster.startWorker()
        const before = await events(cluster)
        await expect.poll(() => events(cluster), { timeout: 20_000 }).toBeGreaterThan(before + 20 * kills)
        await worker.stop('SIGKILL', 0)
      }
      await placing
      await finish(60_000)
    })
  })

  it('the broker is killed while messages are handled: what it did not hear is handled no second time', async () => {
    await placeOrders(shop, 5)
    await setGateway(shop.gatewayUrl, 'slow', 800)
    await cluster.startWorker()
    await expect
      .poll(() => charges(cluster, 'attempt_by is not null'), { timeout: 20_000 })
      .toBeGreaterThan(0)
    await nats?.kill()
    await expect.poll(() => charges(cluster, `status = 'captured'`), { timeout: 20_000 }).toBeGreaterThan(0)
    await nats?.start()
    await settled(shop, 60_000)
    await expectExact(shop)
  })

  it('the broker is gone for 10 s, and no order with it', async () => {
    await cluster.startWorker()
    await cluster.startWorker()
    const placing = placeOrders(shop, 100, 4)
    await expect.poll(() => shop.accepted.length, { timeout: 20_000 }).toBeGreaterThan(20)
    await nats?.kill()
    const back = Date.now() + 10_000
    await placing
    await expect.poll(() => Date.now() > back, { timeout: 12_000 }).toBe(true)
    expect(shop.accepted).toHaveLength(100)
    await nats?.start()
    await settled(shop, 60_000)
    await expectExact(shop)
  })

  it(`${many} orders at full speed, with more customers than pieces: all figures are exact`, async () => {
    for (let workers = 0; workers < 3; workers += 1) await cluster.startWorker()
    shop = await openShop(cluster, Math.floor(many * 0.9))
    await placeOrders(shop, many)
    expect(shop.accepted).toHaveLength(many)
    await settled(shop, 30_000 + many * 100)
    await expectExact(shop)
  })
})

async function charges(cluster: Cluster, condition: string): Promise<number> {
  return (await query(cluster, `select from payments.charges where ${condition}`)).length
}

async function events(cluster: Cluster): Promise<number> {
  return (await query(cluster, 'select from event_store.events')).length
}
