import { fileURLToPath } from 'node:url'
import { contractSuite } from '@backend-rosetta/contract-tests/vitest'
import { startTarget } from '@backend-rosetta/test-support/target'
import { afterAll, beforeAll, describe, it } from 'vitest'

const vitest = { describe, it, beforeAll, afterAll }
// Node can take types away but not make decorators work: the build is what runs, on the sources of the packages.
const run = ['--conditions=@backend-rosetta/source', 'dist/server.js']
const app = { folder: fileURLToPath(new URL('..', import.meta.url)), run }

describe('one instance', () => {
  contractSuite(vitest, () => startTarget(app))
})

describe('two instances on one database, by turns', () => {
  // What stops servers or cuts their database starts its own, and is the same as above.
  const without = ['process', 'database'] as const
  contractSuite(vitest, () => startTarget({ ...app, instances: 2 }), { without })
})
