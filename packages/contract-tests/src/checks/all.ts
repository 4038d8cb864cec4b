import type { Check } from '../check.ts'
import { checks as health } from './health.ts'

/** Every check of the suite. */
export const allChecks: readonly Check[] = [...health]
