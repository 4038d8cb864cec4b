import type { Check } from '../check.ts'
import { checks as accessTokens } from './access-tokens.ts'
import { checks as accountRights } from './account-rights.ts'
import { checks as accounts } from './accounts.ts'
import { checks as changingOrders } from './changing-orders.ts'
import { checks as commandRaces } from './command-races.ts'
import { checks as examples } from './examples.ts'
import { checks as health } from './health.ts'
import { checks as history } from './history.ts'
import { checks as httpBodies } from './http-bodies.ts'
import { checks as httpConnections } from './http-connections.ts'
import { checks as httpFaults } from './http-faults.ts'
import { checks as httpHeaders } from './http-headers.ts'
import { checks as httpHostileInput } from './http-hostile-input.ts'
import { checks as httpHostileRequests } from './http-hostile-requests.ts'
import { checks as httpLocations } from './http-locations.ts'
import { checks as httpMethods } from './http-methods.ts'
import { checks as httpOrder } from './http-order.ts'
import { checks as httpPasswords } from './http-passwords.ts'
import { checks as httpPaths } from './http-paths.ts'
import { checks as httpProblems } from './http-problems.ts'
import { checks as httpProperties } from './http-properties.ts'
import { checks as httpQuery } from './http-query.ts'
import { checks as httpRequestIds } from './http-request-ids.ts'
import { checks as httpResources } from './http-resources.ts'
import { checks as httpText } from './http-text.ts'
import { checks as idempotency } from './idempotency.ts'
import { checks as idempotencyConflicts } from './idempotency-conflicts.ts'
import { checks as lifecycle } from './lifecycle.ts'
import { checks as login } from './login.ts'
import { checks as loginLimits } from './login-limits.ts'
import { checks as orderCommands } from './order-commands.ts'
import { checks as orderDetails } from './order-details.ts'
import { checks as orderFilters } from './order-filters.ts'
import { checks as orderItems } from './order-items.ts'
import { checks as outages } from './outages.ts'
import { checks as ownAccount } from './own-account.ts'
import { checks as payments } from './payments.ts'
import { checks as placingOrders } from './placing-orders.ts'
import { checks as readingOrders } from './reading-orders.ts'
import { checks as refresh } from './refresh.ts'
import { checks as registration } from './registration.ts'
import { checks as statistics } from './statistics.ts'
import { checks as stock } from './stock.ts'
import { checks as stockRaces } from './stock-races.ts'

/** Every check of the suite. */
export const allChecks: readonly Check[] = [
  ...health,
  ...accessTokens,
  ...accountRights,
  ...accounts,
  ...changingOrders,
  ...commandRaces,
  ...examples,
  ...history,
  ...httpBodies,
  ...httpConnections,
  ...httpFaults,
  ...httpHeaders,
  ...httpHostileInput,
  ...httpHostileRequests,
  ...httpLocations,
  ...httpMethods,
  ...httpOrder,
  ...httpPasswords,
  ...httpPaths,
  ...httpProblems,
  ...httpProperties,
  ...httpQuery,
  ...httpRequestIds,
  ...httpResources,
  ...httpText,
  ...idempotency,
  ...idempotencyConflicts,
  ...lifecycle,
  ...login,
  ...loginLimits,
  ...orderCommands,
  ...orderDetails,
  ...orderFilters,
  ...orderItems,
  ...outages,
  ...ownAccount,
  ...payments,
  ...placingOrders,
  ...readingOrders,
  ...refresh,
  ...registration,
  ...statistics,
  ...stock,
  ...stockRaces,
]
