import type { Check } from '../check.ts'
import { checks as accessTokens } from './access-tokens.ts'
import { checks as accountRights } from './account-rights.ts'
import { checks as accounts } from './accounts.ts'
import { checks as health } from './health.ts'
import { checks as idempotency } from './idempotency.ts'
import { checks as idempotencyConflicts } from './idempotency-conflicts.ts'
import { checks as login } from './login.ts'
import { checks as loginLimits } from './login-limits.ts'
import { checks as outages } from './outages.ts'
import { checks as ownAccount } from './own-account.ts'
import { checks as payments } from './payments.ts'
import { checks as refresh } from './refresh.ts'
import { checks as registration } from './registration.ts'

/** Every check of the suite. */
export const allChecks: readonly Check[] = [
  ...health,
  ...accessTokens,
  ...accountRights,
  ...accounts,
  ...idempotency,
  ...idempotencyConflicts,
  ...login,
  ...loginLimits,
  ...outages,
  ...ownAccount,
  ...payments,
  ...refresh,
  ...registration,
]
