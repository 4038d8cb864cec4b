import { contractSuite } from '@backend-rosetta/contract-tests/vitest'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { startTarget } from './support/start-target.ts'

const vitest = { describe, it, beforeAll, afterAll }

describe('one instance', () => {
  contractSuite(vitest, () => startTarget({ instances: 1 }))
})

describe('two instances on one database, by turns', () => {
  // What stops servers or cuts their database starts its own, and is the same as above.
  contractSuite(vitest, () => startTarget({ instances: 2 }), { without: ['process', 'database'] })
})
