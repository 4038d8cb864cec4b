import { createHmac, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import * as z from 'zod'
import type { Env } from '../env.ts'
import type { OrderPosition } from './orders.repository.ts'

/** Cursors of the keyset list: a position with a signature, so that only those issued here are accepted (LIST-2). */
@Injectable()
export class OrderCursors {
  private readonly secret: string

  constructor(config: ConfigService<Env, true>) {
    this.secret = config.get('JWT_SECRET', { infer: true })
  }

  readonly schema = z
    .string()
    .transform((cursor, context) => {
      const position = this.decode(cursor)
      if (position) return position
      context.addIssue({ code: 'custom', params: { code: 'invalid_cursor' }, message: 'was not issued here' })
      return z.NEVER
    })
    .optional()

  encode({ createdAt, id }: OrderPosition): string {
    const position = `${createdAt.getTime()}.${id}`
    return Buffer.concat([this.sign(position), Buffer.from(position)]).toString('base64url')
  }

  private decode(cursor: string): OrderPosition | undefined {
    const bytes = Buffer.from(cursor, 'base64url')
    // The decoder is lenient about what is no base64url: a cursor is accepted in one spelling only.
    if (bytes.length < 16 || bytes.toString('base64url') !== cursor) return undefined
    const position = bytes.subarray(16).toString()
    if (!timingSafeEqual(bytes.subarray(0, 16), this.sign(position))) return undefined
    const [time, id = ''] = position.split('.')
    return { createdAt: new Date(Number(time)), id }
  }

  private sign(position: string): Buffer {
    return createHmac('sha256', this.secret).update(`cursor:${position}`).digest().subarray(0, 16)
  }
}
