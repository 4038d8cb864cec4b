import fc from 'fast-check'
import type { Step, Trace } from '../intent.ts'
import { accountRequests } from './accounts.ts'
import { catalogueRequests } from './catalogue.ts'
import { concurrentSteps } from './concurrent.ts'
import { orderRequests } from './orders.ts'
import { serviceRequests } from './service.ts'
import { preflights, sentOddly } from './wire.ts'

const one = fc.oneof(
  { weight: 3, arbitrary: sentOddly(fc.oneof(...accountRequests)) },
  { weight: 3, arbitrary: sentOddly(fc.oneof(...catalogueRequests)) },
  { weight: 6, arbitrary: sentOddly(fc.oneof(...orderRequests)) },
  { weight: 1, arbitrary: sentOddly(fc.oneof(...serviceRequests)) },
  { weight: 1, arbitrary: preflights },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: one.map((intent) => [intent]) },
  { weight: 1, arbitrary: concurrentSteps() },
)

/**
 * Traces of up to `steps` steps over all operations and roles, valid and hostile, one after the other and at the same
 * time. The shrinker takes steps away and makes values plainer.
 */
export function traces(steps: number): fc.Arbitrary<Trace> {
  return fc.array(step, { minLength: 1, maxLength: steps, size: 'max' })
}
