import type { Context } from '../context.ts'
import type { RequestOptions } from '../http/client.ts'

/** Options that send `text` as a JSON body, whether it is JSON or not. */
export function asJson(text: string | Uint8Array, contentType = 'application/json') {
  // The length by hand: without it, Node sends the body of a GET as if it were the next request.
  const headers = { 'Content-Type': contentType, 'Content-Length': String(Buffer.byteLength(text)) }
  return { rawBody: text, headers } satisfies RequestOptions
}

/** A request as it goes over a bare connection: `line` is the method and the target. */
export function rawRequest(t: Context, line: string, fields: readonly string[] = [], body = ''): string {
  return [`${line} HTTP/1.1`, `Host: ${new URL(t.baseUrls[0]).host}`, ...fields, '', body].join('\r\n')
}

/** Whether the server still answers others while something odd goes on. */
export async function servesOthers(t: Context): Promise<void> {
  const answer = await t.anonymous.call('getLiveness')
  t.status(answer, 200)
  t.inTime(answer, 2000, 'other requests are served meanwhile')
}
