const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ids are opaque to a client. What does not look like one of ours names nothing, and never reaches PostgreSQL. */
export function isId(value: string): boolean {
  return uuid.test(value)
}
