import { describe, expect, it } from 'vitest'
import { createCursorCodec } from './cursor.ts'

const position = {
  createdAt: new Date('2026-11-20T12:00:00.123Z'),
  id: '01a1fad7-704e-74ef-be04-017eaaf65c98',
}
const { encode, decode } = createCursorCodec('a secret of this server')
const issued = await encode(position)
const foreign = await createCursorCodec('another secret').encode(position)

describe('cursor', () => {
  it('leads back to its position', async () => {
    expect(await decode(issued)).toEqual(position)
  })

  it('is the same from every instance', async () => {
    const other = createCursorCodec('a secret of this server')
    expect(await other.encode(position)).toBe(issued)
    expect(await other.decode(issued)).toEqual(position)
  })

  it.each([
    ['empty', ''],
    ['made up', Buffer.from('1763640000123.01a1fad7').toString('base64url')],
    ['cut', issued.slice(0, -1)],
    ['continued', `${issued}A`],
    ['in another spelling', `${issued}=`],
    ['not base64url', `${issued.slice(0, -1)}!`],
    ['changed', issued.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['of another server', foreign],
  ])('that is %s was not issued here', async (_, cursor) => {
    expect(await decode(cursor)).toBeUndefined()
  })
})
