import { fileURLToPath } from 'node:url'
import { contractSuite } from '@backend-rosetta/contract-tests/vitest'
import { startTarget } from '@backend-rosetta/test-support/target'
import { afterAll, beforeAll, describe, it } from 'vitest'
import lambdaDeviations from '../deviations/lambda.json' with { type: 'json' }
import workersDeviations from '../deviations/workers.json' with { type: 'json' }
import { whyNoWorkerd } from '../emulators/workers/workerd.ts'
import { bundleLambda } from '../scripts/bundle-lambda.ts'
import { bundleNode } from '../scripts/bundle-node.ts'
import { bundleWorker } from '../scripts/bundle-worker.ts'

const vitest = { describe, it, beforeAll, afterAll }
const folder = fileURLToPath(new URL('..', import.meta.url))

describe('Node', () => {
  // What is deployed, and what starts in a sixth of the time that its sources take.
  beforeAll(bundleNode, 60_000)
  const app = { folder, run: ['dist/server.js'] }

  describe('one instance', () => {
    contractSuite(vitest, () => startTarget(app))
  })

  describe('two instances on one database, by turns', () => {
    // What stops servers or cuts their database starts its own, and is the same as above.
    const without = ['process', 'database'] as const
    contractSuite(vitest, () => startTarget({ ...app, instances: 2 }), { without })
  })
})

/** An instance for each request at once, or a connection: more than a small machine has room for. */
const concurrency = 3

describe('AWS Lambda', () => {
  beforeAll(bundleLambda, 60_000)
  const start = () => startTarget({ folder, run: ['emulators/lambda/main.ts'] })
  contractSuite(vitest, start, { deviations: lambdaDeviations, concurrency })
})

const noWorkerd = whyNoWorkerd()
// In the gate nothing is left out: there the bundle fails.
const withoutWorkers = noWorkerd !== undefined && process.env['ROSETTA_SERVICES'] !== 'required'
if (withoutWorkers) console.warn(`Not tested on Cloudflare Workers: ${noWorkerd}.`)

describe.skipIf(withoutWorkers)('Cloudflare Workers', () => {
  beforeAll(bundleWorker, 60_000)
  const start = () => startTarget({ folder, run: ['emulators/workers/main.ts'] })
  contractSuite(vitest, start, { deviations: workersDeviations, concurrency })
})
