import { expect, test } from 'vitest'
import { gather } from './gather.ts'

test('what comes while the first is under way goes together after it', async () => {
  const sent: string[] = []
  const add = gather<string>(async (items) => {
    sent.push(items.join(''))
    await new Promise((resolve) => setTimeout(resolve, 5))
  })
  const first = add('a')
  await Promise.resolve().then(() => Promise.resolve())
  await Promise.all([first, add('b'), add('c')])
  await add('d')
  expect(sent).toEqual(['a', 'bc', 'd'])
})

test('each is told of its own failure, and the next ones go all the same', async () => {
  const add = gather<string>(async (items) => {
    if (items.includes('bad')) throw new Error('refused')
  })
  await expect(add('bad')).rejects.toThrow('refused')
  await expect(add('good')).resolves.toBeUndefined()
})
