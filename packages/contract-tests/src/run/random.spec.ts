import fc from 'fast-check'
import { expect, it } from 'vitest'
import { randomFrom, shuffled } from './random.ts'

it('an order follows from its seed and loses nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const once = shuffled(items, randomFrom(seed))
      expect(shuffled(items, randomFrom(seed))).toEqual(once)
      expect(once.toSorted()).toEqual(items.toSorted())
    }),
  )
})

it('every place is as likely as another', () => {
  const random = randomFrom(7)
  const firsts = Array.from({ length: 4000 }, () => shuffled([0, 1, 2, 3], random)[0])
  for (const item of [0, 1, 2, 3]) {
    const share = firsts.filter((first) => first === item).length / firsts.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.3)
  }
})
