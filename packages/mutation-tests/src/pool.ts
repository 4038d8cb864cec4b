/**
 * Does `work` for every item, in order, at most `size` at the same time. The first failure ends the rest, once what is
 * under way is over.
 * @param work gets the place that the item has in the pool, from 0 on
 */
export async function inPool<Item>(
  items: readonly Item[],
  size: number,
  work: (item: Item, slot: number) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  let failed = false
  const workers = Array.from({ length: Math.min(size, items.length) }, async (_, slot) => {
    for (const item of queue) {
      if (failed) return
      try {
        await work(item, slot)
      } catch (error) {
        failed = true
        throw error
      }
    }
  })
  const settled = await Promise.allSettled(workers)
  const failure = settled.find(({ status }) => status === 'rejected')
  if (failure?.status === 'rejected') throw failure.reason
}
