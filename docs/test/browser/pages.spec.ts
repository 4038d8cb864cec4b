import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { seriousViolations } from './support/accessibility.ts'
import { describeInBrowser } from './support/site.ts'

interface Kind {
  address: string
  /** Makes it show what comes later. */
  settle?: (page: Page) => Promise<void>
}

const kinds: readonly Kind[] = [
  { address: '' },
  { address: 'compare/' },
  { address: 'compare/get-order/' },
  { address: 'compare/get-product/?view=diff', settle: (page) => page.locator('.diff').first().waitFor() },
  { address: 'contract/' },
  { address: 'contract/orders/' },
  { address: 'contract/your-server/' },
  { address: 'contract/in-ci/' },
  { address: 'contract/starters/' },
  { address: 'course/' },
  { address: 'course/05-spring/' },
  { address: 'course/exercises/' },
  { address: 'try/', settle: (page) => page.getByText('No app runs.').waitFor() },
  { address: 'try/reference/', settle: openOneOperation },
  { address: 'styles/' },
  { address: 'styles/event-driven/' },
  { address: 'decide/' },
  { address: 'proof/mutants/' },
  { address: 'source/express/src/orders/orders.service.ts/' },
  { address: '404.html' },
]

describeInBrowser('a page of each kind', (site) => {
  // What all pages have is seen in every combination, what one page has in two of the four.
  it.each(kinds.map((kind, index) => ({ ...kind, first: index % 2 === 0 ? 'light' : 'dark' }) as const))(
    '/$address fits a phone and a desktop, and can be used by everyone',
    async ({ address, settle, first }) => {
      const page = await site.open(address, { width: 360, colorScheme: first })
      await settle?.(page)
      expect(await widthOf(page)).toBe(360)
      expect(await seriousViolations(page)).toEqual([])

      await page.setViewportSize({ width: 768, height: 1024 })
      expect(await widthOf(page)).toBe(768)

      const second = first === 'light' ? 'dark' : 'light'
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ colorScheme: second })
      await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(second)
      expect(await widthOf(page)).toBe(1440)
      expect(await seriousViolations(page)).toEqual([])
    },
  )
})

/** What the page would take without scrolling sideways. */
function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth)
}

async function openOneOperation(page: Page): Promise<void> {
  const operation = page.locator('.opblock[id$="-placeOrder"]')
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByRole('button', { name: 'Execute' }).waitFor()
}
