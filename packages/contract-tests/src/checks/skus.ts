import type { Context } from '../context.ts'

/** A SKU that nothing else on the server has, and that is no part of another one. */
export function uniqueSku(t: Context): string {
  return `${t.unique('S')}-Z`.toUpperCase()
}
