/** What is found at an address: an app, one that does not let this site in, something else, or nothing. */
export type Presence = 'running' | 'closed' | 'other' | 'absent'

const limitMs = 3_000

/** Asks an address whether an app of this API runs there. */
export async function probe(url: string): Promise<Presence> {
  const place = `${url}/health/live`
  try {
    const response = await fetch(place, { cache: 'no-store', signal: AbortSignal.timeout(limitMs) })
    return response.ok && isJson(response) ? 'running' : 'other'
  } catch {
    return (await answersAtAll(place)) ? 'closed' : 'absent'
  }
}

function isJson(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('application/json') ?? false
}

/**
 * Without CORS a page learns only that there was an answer, and not even that from a server with
 * `Cross-Origin-Resource-Policy`.
 */
async function answersAtAll(place: string): Promise<boolean> {
  try {
    await fetch(place, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(limitMs) })
    return true
  } catch {
    return false
  }
}
