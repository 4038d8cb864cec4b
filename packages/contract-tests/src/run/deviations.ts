/**
 * Check or clause ids, each with the reason why this server does not keep it. `sometimes`: it may happen to be kept, as
 * where that is up to the platform; any other one that is kept has to be taken out.
 */
export type Deviations = Readonly<Record<string, string | { reason: string; sometimes: boolean }>>

export function reasonOf(deviations: Deviations, { id, clause }: { id: string; clause: string }) {
  const deviation = deviations[id] ?? deviations[clause]
  return typeof deviation === 'object' ? deviation.reason : deviation
}

export function isSometimes(deviation: Deviations[string]): boolean {
  return typeof deviation === 'object' && deviation.sometimes
}
