import { fileURLToPath } from 'node:url'
import { contractSuite } from '@backend-rosetta/contract-tests/vitest'
import { startTarget } from '@backend-rosetta/test-support/target'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { startNats } from './support/nats.ts'

const vitest = { describe, it, beforeAll, afterAll }
const app = {
  folder: fileURLToPath(new URL('..', import.meta.url)),
  run: ['--conditions=@backend-rosetta/source', 'src/main.ts'],
  migrations: [fileURLToPath(new URL('../migrations', import.meta.url))],
}
// What stops servers or cuts their database starts its own, and is the same with one instance or two.
const without = ['process', 'database'] as const

describe('on the broker in PostgreSQL', () => {
  describe('one instance', () => {
    contractSuite(vitest, () => startTarget({ ...app, env: { NATS_URL: '' } }))
  })

  describe('two instances on one database, by turns', () => {
    const two = { ...app, instances: 2, env: { NATS_URL: '' } } as const
    contractSuite(vitest, () => startTarget(two), { without })
  })
})

const nats = await startNats()

describe.skipIf(!nats)('on NATS JetStream', () => {
  afterAll(() => nats?.stop())
  const env = { NATS_URL: nats?.url }

  describe('one instance', () => {
    contractSuite(vitest, () => startTarget({ ...app, env }))
  })

  describe('two instances on one database, by turns', () => {
    contractSuite(vitest, () => startTarget({ ...app, instances: 2, env }), { without })
  })
})
