/** The ids that were kept; none where what was kept is something else. */
export function parseDone(kept: string | null): string[] {
  try {
    const value: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
