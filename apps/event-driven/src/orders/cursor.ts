import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'

/** A place in the list of orders, newest first, ties by id. */
export interface OrderPosition {
  createdAt: Date
  id: string
}

export type CursorCodec = ReturnType<typeof createCursorCodec>

/** Cursors of the keyset list: a position with a signature, so that only those issued here are accepted (LIST-2). */
export function createCursorCodec(secret: string) {
  function sign(position: string): Buffer {
    return createHmac('sha256', secret).update(`cursor:${position}`).digest().subarray(0, 16)
  }

  function encode({ createdAt, id }: OrderPosition): string {
    const position = `${createdAt.getTime()}.${id}`
    return Buffer.concat([sign(position), Buffer.from(position)]).toString('base64url')
  }

  function decode(cursor: string): OrderPosition | undefined {
    const bytes = Buffer.from(cursor, 'base64url')
    // The decoder is lenient about what is no base64url: a cursor is accepted in one spelling only.
    if (bytes.length < 16 || bytes.toString('base64url') !== cursor) return undefined
    const position = bytes.subarray(16).toString()
    if (!timingSafeEqual(bytes.subarray(0, 16), sign(position))) return undefined
    const [time, id = ''] = position.split('.')
    return { createdAt: new Date(Number(time)), id }
  }

  const schema = z
    .string()
    .transform((cursor, context) => {
      const position = decode(cursor)
      if (position) return position
      context.addIssue({ code: 'custom', params: { code: 'invalid_cursor' }, message: 'was not issued here' })
      return z.NEVER
    })
    .optional()

  return { encode, schema }
}
