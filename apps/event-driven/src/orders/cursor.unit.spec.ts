import { describe, expect, it } from 'vitest'
import { createCursorCodec } from './cursor.ts'

const position = {
  createdAt: new Date('2026-11-20T12:00:00.123Z'),
  id: '01a1fad7-704e-74ef-be04-017eaaf65c98',
}
const { encode, schema } = createCursorCodec('a secret of this server')

describe('cursor', () => {
  it('leads back to its position', () => {
    expect(schema.parse(encode(position))).toEqual(position)
    expect(schema.parse(undefined)).toBeUndefined()
  })

  it.each([
    ['empty', ''],
    ['made up', Buffer.from('1763640000123.01a1fad7').toString('base64url')],
    ['cut', encode(position).slice(0, -1)],
    ['continued', `${encode(position)}A`],
    ['in another spelling', `${encode(position)}=`],
    ['changed', encode(position).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['of another server', createCursorCodec('another secret').encode(position)],
  ])('that is %s was not issued here', (_, cursor) => {
    expect(schema.safeParse(cursor).error?.issues).toMatchObject([{ params: { code: 'invalid_cursor' } }])
  })
})
