import { expect, test } from 'vitest'
import { compareAnswers } from './compare-answers.ts'
import type { Answer } from './types.ts'

const ids = ['019a9f0e-6a39-7c51-9a4e-0d2f4a7d3c11', '019a9f0e-71c4-7e02-8b1d-5e9c0f2a6b32']

test('given answers that differ in ids, times and the order of keys only, they are the same', () => {
  const { differences, replaced } = compareAnswers([
    answer('a', { id: ids[0], userId: ids[1], createdAt: '2026-01-02T03:04:05.678Z', notes: null }),
    answer('b', { notes: null, createdAt: '2026-02-03T04:05:06.789Z', userId: ids[0], id: ids[1] }),
  ])
  expect(differences).toEqual([])
  expect(replaced).toEqual({ id: 4, time: 2 })
})

test('given an id that stands for two things in one answer only, that is a difference', () => {
  const { differences } = compareAnswers([
    answer('a', { id: ids[0], userId: ids[0] }),
    answer('b', { id: ids[0], userId: ids[1] }),
  ])
  expect(differences.map(({ where }) => where)).toEqual(['body /userId'])
})

test('a difference is named by its place, with the value of each app and the common one', () => {
  const { differences } = compareAnswers([
    answer('a', { status: 'confirmed', items: [{ quantity: 2 }] }),
    answer('b', { status: 'confirmed', items: [{ quantity: 2 }] }),
    answer('c', { status: 'pending', items: [{ quantity: 2 }] }),
  ])
  expect(differences).toEqual([
    {
      where: 'body /status',
      values: new Map([
        ['a', '"confirmed"'],
        ['b', '"confirmed"'],
        ['c', '"pending"'],
      ]),
      common: '"confirmed"',
    },
  ])
})

test('given a value that one answer lacks, and a text where another has an object, both are found', () => {
  const { differences } = compareAnswers([
    answer('a', { rejection: null, extra: 1 }),
    answer('b', { rejection: { code: 'out_of_stock' } }),
  ])
  expect(differences.map(({ where, values }) => [where, ...values])).toEqual([
    ['body /extra', ['a', '1']],
    ['body /rejection', ['a', 'null'], ['b', '{…}']],
    ['body /rejection/code', ['b', '"out_of_stock"']],
  ])
})

test('status and headers are compared, versions in ETags included', () => {
  const { differences } = compareAnswers([
    answer(
      'a',
      {},
      {
        status: 201,
        headers: [
          ['etag', '"2"'],
          ['location', `/api/v1/orders/${ids[0]}`],
        ],
      },
    ),
    answer(
      'b',
      {},
      {
        status: 200,
        headers: [
          ['etag', '"1"'],
          ['location', `/api/v1/orders/${ids[1]}`],
        ],
      },
    ),
  ])
  expect(differences.map(({ where }) => where)).toEqual(['status', 'header etag'])
})

test('tokens, cursors, request ids and ETags made from content are not compared', () => {
  const { differences, replaced } = compareAnswers(
    ['x', 'y'].map((mark) =>
      answer(
        mark,
        { accessToken: `ey${mark}`, refreshToken: mark, nextCursor: mark, requestId: mark },
        {
          headers: [
            ['etag', `W/"${mark}"`],
            ['link', `</api/v1/orders?cursor=${mark}&limit=5>; rel="next"`],
          ],
        },
      ),
    ),
  )
  expect(differences).toEqual([])
  expect(replaced).toEqual({ token: 4, cursor: 4, request: 2, hash: 2 })
})

test('given a cursor in one answer and the end of the list in the other, that is a difference', () => {
  const { differences } = compareAnswers([
    answer('a', { nextCursor: 'abc' }),
    answer('b', { nextCursor: null }),
  ])
  expect(differences).toHaveLength(1)
})

test('bodies that are no JSON are compared line by line', () => {
  const { differences, shown } = compareAnswers([answer('a', 'one\ntwo'), answer('b', 'one\nthree\nfour')])
  expect(differences.map(({ where }) => where)).toEqual(['body /line 2', 'body /line 3'])
  expect(shown[1]?.lines.map(({ text }) => text)).toEqual(['one', 'three', 'four'])
})

test('an app that did not answer is told apart from those that did', () => {
  const { failures, shown, differences } = compareAnswers([
    answer('a', {}),
    { app: 'b', failure: 'No answer within 15 s.' },
  ])
  expect(failures).toEqual([{ app: 'b', failure: 'No answer within 15 s.' }])
  expect(shown.map(({ app }) => app)).toEqual(['a'])
  expect(differences).toEqual([])
})

test('JSON is shown a value on each line, and each line knows its value', () => {
  const [shown] = compareAnswers([answer('a', { b: [1, {}], 'a/b': 'x' })]).shown
  expect(shown?.lines).toEqual([
    { indent: 0, pointer: '', text: '{' },
    { indent: 1, pointer: '/a~1b', text: '"a/b": "x",' },
    { indent: 1, pointer: '/b', text: '"b": [' },
    { indent: 2, pointer: '/b/0', text: '1,' },
    { indent: 2, pointer: '/b/1', text: '{}' },
    { indent: 1, text: ']' },
    { indent: 0, text: '}' },
  ])
})

function answer(
  app: string,
  body: object | string,
  { status = 200, headers = [] }: { status?: number; headers?: [string, string][] } = {},
): Answer {
  return { app, status, headers, body: typeof body === 'string' ? body : JSON.stringify(body), ms: 1 }
}
