import { Subject } from 'rxjs'
import { expect, it } from 'vitest'
import { exhaustMapWithTrailing } from './exhaust-map-with-trailing.ts'

it('does the work once more for all that came meanwhile, and never twice at a time', async () => {
  const asked = new Subject<void>()
  const done: Array<() => void> = []
  const results: number[] = []
  const work = () => new Promise<number>((resolve) => done.push(() => resolve(done.length)))
  asked.pipe(exhaustMapWithTrailing(work)).subscribe((result) => results.push(result))

  asked.next()
  asked.next()
  asked.next()
  expect(done).toHaveLength(1)
  done[0]?.()
  await expect.poll(() => done.length).toBe(2)
  done[1]?.()
  await expect.poll(() => results.length).toBe(2)
  expect(done).toHaveLength(2)

  asked.next()
  expect(done).toHaveLength(3)
})
