import { ConfigService } from '@nestjs/config'
import { describe, expect, it } from 'vitest'
import type { Env } from '../env.ts'
import { OrderCursors } from './order-cursors.ts'

const position = {
  createdAt: new Date('2026-11-20T12:00:00.123Z'),
  id: '01a1fad7-704e-74ef-be04-017eaaf65c98',
}
const cursors = cursorsWith('a secret of this server')
const cursor = cursors.encode(position)

describe('cursor', () => {
  it('leads back to its position', () => {
    expect(cursors.schema.parse(cursor)).toEqual(position)
    expect(cursors.schema.parse(undefined)).toBeUndefined()
  })

  it.each([
    ['empty', ''],
    ['made up', Buffer.from('1763640000123.01a1fad7').toString('base64url')],
    ['cut', cursor.slice(0, -1)],
    ['continued', `${cursor}A`],
    ['in another spelling', `${cursor}=`],
    ['changed', cursor.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['of another server', cursorsWith('another secret').encode(position)],
  ])('that is %s was not issued here', (_, cursor) => {
    const { error } = cursors.schema.safeParse(cursor)
    expect(error?.issues).toMatchObject([{ params: { code: 'invalid_cursor' } }])
  })
})

function cursorsWith(secret: string): OrderCursors {
  return new OrderCursors(new ConfigService<Env, true>({ JWT_SECRET: secret }))
}
