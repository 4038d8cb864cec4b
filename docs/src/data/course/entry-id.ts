import type { Entry } from './schema.ts'

/** The anchor of an entry on the page of its module: `s-4-1`, `a-37`. */
export function entryId({ number }: Entry): string {
  return number.includes('.') ? `s-${number.replace('.', '-')}` : `a-${number}`
}
