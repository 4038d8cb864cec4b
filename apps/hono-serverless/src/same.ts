/** Whether two values are the same as JSON, their properties in the same order: what `merge` and the schemas give. */
export function isSame<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
