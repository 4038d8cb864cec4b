/** `current` with the changes of a PATCH: what is absent stays as it is, `null` is a value. Source: clause VER-3. */
export function merge<T extends object>(current: T, changes: { [Key in keyof T]?: T[Key] | undefined }): T {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return { ...current, ...Object.fromEntries(given) }
}
