import type { Request } from './request.ts'
import type { Received } from './types.ts'

/** Milliseconds for a whole answer. */
const limitMs = 15_000
/** Milliseconds to listen to a stream that does not end. */
const streamMs = 2_000

const shownHeaders = [
  'content-type',
  'etag',
  'location',
  'link',
  'retry-after',
  'idempotency-replayed',
  'cache-control',
]

/**
 * Sends one request to one server.
 * @param token of the login to send it as
 * @throws Error when no answer came, with a reason for people
 */
export async function send(
  url: string,
  method: string,
  { target, headers, body }: Request,
  token?: string,
): Promise<Received> {
  const all = new Headers(headers)
  if (token !== undefined && !all.has('Authorization')) all.set('Authorization', `Bearer ${token}`)
  if (body !== undefined && !all.has('Content-Type')) all.set('Content-Type', 'application/json')
  const begun = performance.now()
  const deadline = AbortSignal.timeout(limitMs)
  const response = await fetch(url + target, {
    method,
    headers: all,
    ...(body !== undefined && { body }),
    cache: 'no-store',
    signal: deadline,
  }).catch((error: unknown) => {
    throw new Error(deadline.aborted ? `No answer within ${limitMs / 1000} s.` : unreachable(error))
  })
  const text = await readBody(response)
  return {
    status: response.status,
    headers: shownHeaders.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    }),
    body: text,
    ms: performance.now() - begun,
  }
}

function unreachable(error: unknown): string {
  // Browsers do not say more to a page, on purpose: "Failed to fetch".
  return `No answer: ${error instanceof Error ? error.message : String(error)}.`
}

async function readBody(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return ''
  const timer = setTimeout(() => void reader.cancel(), streamMs)
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  clearTimeout(timer)
  return text
}
