import type { Check } from '../check.ts'
import { checks as accessTokens } from './access-tokens.ts'
import { checks as accountRights } from './account-rights.ts'
import { checks as accounts } from './accounts.ts'
import { checks as catalogue } from './catalogue.ts'
import { checks as catalogueRules } from './catalogue-rules.ts'
import { checks as catalogueSearch } from './catalogue-search.ts'
import { checks as changingOrders } from './changing-orders.ts'
import { checks as commandRaces } from './command-races.ts'
import { checks as configuration } from './configuration.ts'
import { checks as crashes } from './crashes.ts'
import { checks as databaseLoss } from './database-loss.ts'
import { checks as documents } from './documents.ts'
import { checks as etags } from './etags.ts'
import { checks as eventDelivery } from './event-delivery.ts'
import { checks as eventResume } from './event-resume.ts'
import { checks as eventStreams } from './event-streams.ts'
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
import { checks as ifMatch } from './if-match.ts'
import { checks as instances } from './instances.ts'
import { checks as keysetPages } from './keyset-pages.ts'
import { checks as lifecycle } from './lifecycle.ts'
import { checks as links } from './links.ts'
import { checks as login } from './login.ts'
import { checks as loginLimits } from './login-limits.ts'
import { checks as merging } from './merging.ts'
import { checks as metrics } from './metrics.ts'
import { checks as numberedPages } from './numbered-pages.ts'
import { checks as orderCommands } from './order-commands.ts'
import { checks as orderDetails } from './order-details.ts'
import { checks as orderFilters } from './order-filters.ts'
import { checks as orderItems } from './order-items.ts'
import { checks as outages } from './outages.ts'
import { checks as overload } from './overload.ts'
import { checks as ownAccount } from './own-account.ts'
import { checks as payments } from './payments.ts'
import { checks as placingOrders } from './placing-orders.ts'
import { checks as readingOrders } from './reading-orders.ts'
import { checks as refresh } from './refresh.ts'
import { checks as registration } from './registration.ts'
import { checks as shutdown } from './shutdown.ts'
import { checks as sorting } from './sorting.ts'
import { checks as statistics } from './statistics.ts'
import { checks as stock } from './stock.ts'
import { checks as stockRaces } from './stock-races.ts'

/** Every check of the suite. */
export const allChecks: readonly Check[] = [
  ...health,
  ...accessTokens,
  ...accountRights,
  ...accounts,
  ...catalogue,
  ...catalogueRules,
  ...catalogueSearch,
  ...changingOrders,
  ...commandRaces,
  ...configuration,
  ...crashes,
  ...databaseLoss,
  ...documents,
  ...etags,
  ...eventStreams,
  ...eventDelivery,
  ...eventResume,
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
  ...ifMatch,
  ...instances,
  ...keysetPages,
  ...lifecycle,
  ...links,
  ...login,
  ...loginLimits,
  ...merging,
  ...metrics,
  ...numberedPages,
  ...orderCommands,
  ...orderDetails,
  ...orderFilters,
  ...orderItems,
  ...outages,
  ...overload,
  ...ownAccount,
  ...payments,
  ...placingOrders,
  ...readingOrders,
  ...refresh,
  ...registration,
  ...shutdown,
  ...sorting,
  ...statistics,
  ...stock,
  ...stockRaces,
]
