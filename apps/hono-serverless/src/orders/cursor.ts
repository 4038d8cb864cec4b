import { base64url } from 'jose'
import type { OrderPosition } from './orders.queries.ts'

const algorithm = { name: 'HMAC', hash: 'SHA-256' } as const
const signatureBytes = 32

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

export type CursorCodec = ReturnType<typeof createCursorCodec>

/** Cursors of the keyset list: a position with a signature, so that only those issued here are accepted (LIST-2). */
export function createCursorCodec(secret: string) {
  const bytes = new TextEncoder().encode(`cursor:${secret}`)
  let key: Key | undefined

  /** When it is first needed. What is kept is the key and no promise: on Workers that belongs to the request it is of. */
  async function signingKey(): Promise<Key> {
    key ??= await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify'])
    return key
  }

  // #region list-orders
  async function encode({ createdAt, id }: OrderPosition): Promise<string> {
    const position = new TextEncoder().encode(`${createdAt.getTime()}.${id}`)
    const signature = new Uint8Array(await crypto.subtle.sign(algorithm, await signingKey(), position))
    return base64url.encode(new Uint8Array([...signature, ...position]))
  }

  async function decode(cursor: string): Promise<OrderPosition | undefined> {
    const bytes = bytesOf(cursor)
    if (!bytes) return undefined
    const position = bytes.subarray(signatureBytes)
    const signature = bytes.subarray(0, signatureBytes)
    if (!(await crypto.subtle.verify(algorithm, await signingKey(), signature, position))) return undefined
    const [time, id = ''] = new TextDecoder().decode(position).split('.')
    return { createdAt: new Date(Number(time)), id }
  }
  // #endregion

  return { encode, decode }
}

/** Decoders are lenient about what is no base64url: a cursor is accepted in one spelling only. */
function bytesOf(cursor: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = new Uint8Array(base64url.decode(cursor))
    return base64url.encode(bytes) === cursor ? bytes : undefined
  } catch {
    return undefined
  }
}
