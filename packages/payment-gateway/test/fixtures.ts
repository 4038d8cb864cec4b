import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from 'vitest'
import { createGateway } from '../src/server.ts'
import { type Client, createClient } from './client.ts'

interface Fixtures {
  /** A ledger file of the test's own, not there yet. */
  ledgerFile: string
  /** What the gateways of this test warned about. */
  warnings: string[]
  /** Starts a gateway on the test's ledger; the test's end closes it. */
  start: () => Promise<Client & { close: () => Promise<void> }>
  /** A gateway that is already started. */
  gateway: Client
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern
  ledgerFile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rosetta-gateway-test-'))
    await use(join(folder, 'payments.jsonl'))
    await rm(folder, { recursive: true })
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  warnings: async ({}, use) => use([]),
  start: async ({ ledgerFile, warnings }, use) => {
    const gateways: Array<{ close: () => Promise<void> }> = []
    await use(async () => {
      const gateway = createGateway({ ledgerFile, warn: (message) => warnings.push(message) })
      gateways.push(gateway)
      return { ...createClient(await gateway.listen(0)), close: gateway.close }
    })
    await Promise.all(gateways.map((gateway) => gateway.close()))
  },
  gateway: async ({ start }, use) => use(await start()),
})
