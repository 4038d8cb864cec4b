import type { Check } from '../check.ts'
import { checks as accessTokens } from './access-tokens.ts'
import { checks as accountRights } from './account-rights.ts'
import { checks as accounts } from './accounts.ts'
import { checks as changingOrders } from './changing-orders.ts'
import { checks as commandRaces } from './command-races.ts'
import { checks as health } from './health.ts'
import { checks as history } from './history.ts'
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
  ...history,
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
