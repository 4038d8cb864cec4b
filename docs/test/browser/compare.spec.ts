import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { describeInBrowser, widths } from './support/site.ts'

describeInBrowser('comparing', (site) => {
  describe.each(widths)('at a width of %s', (width) => {
    it('shows the first two styles, by role, and scrolls no page sideways', async () => {
      const page = await site.open('compare/place-order/', { width })
      expect(await shownStyles(page)).toEqual(['express', 'nestjs'])
      expect(await rolesOf(page)).toEqual(['edge', 'rule', 'storage', 'failure'])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await areBeside(page)).toBe(width >= 768)
    })

    it('chooses styles and view with the mouse, and keeps the choice in the address', async () => {
      const page = await site.open('compare/get-order/', { width })
      await page.getByRole('checkbox', { name: 'event-driven' }).click()
      await page.getByRole('checkbox', { name: 'nestjs' }).click()
      expect(await shownStyles(page)).toEqual(['express', 'event-driven'])
      expect(queryOf(page)).toBe('?styles=express,event-driven')

      await page.getByRole('radio', { name: 'diff' }).click()
      await page.locator('.role[data-role=storage] .diff del').first().waitFor()
      expect(queryOf(page)).toBe('?styles=express,event-driven&view=diff')
      expect(await page.locator('.role .columns').first().isVisible()).toBe(false)

      await page.goBack()
      await page.goBack()
      expect(await shownStyles(page)).toEqual(['express', 'nestjs', 'event-driven'])
      expect(await page.getByRole('checkbox', { name: 'nestjs' }).isChecked()).toBe(true)
    })

    it('flips between operations with the keyboard, and keeps the choice', async () => {
      const page = await site.open('compare/get-order/?styles=nestjs,hono-serverless', { width })
      await page.keyboard.press('ArrowRight')
      await page.waitForURL('**/compare/update-order/?styles=nestjs,hono-serverless')
      expect(await shownStyles(page)).toEqual(['nestjs', 'hono-serverless'])
      await page.keyboard.press('4')
      await page.keyboard.press('1')
      await page.keyboard.press('2')
      expect(await shownStyles(page)).toEqual(['hono-serverless', 'event-driven', 'express'])
      await page.keyboard.press('d')
      await page.locator('.diff').first().waitFor()
      await page.keyboard.press('ArrowLeft')
      await page.waitForURL('**/compare/get-order/?styles=hono-serverless,event-driven,express&view=diff')
    })
  })

  it('opens what an address names, and ignores what it does not know', async () => {
    const page = await site.open('compare/log-in/?styles=event-driven,cobol,express&view=nonsense')
    expect(await shownStyles(page)).toEqual(['event-driven', 'express'])
    expect(await page.locator('.cell:visible h2').allTextContents()).toHaveLength(2)
  })

  it('leaves the arrows to code that scrolls, and explains the keys', async () => {
    const page = await site.open('compare/get-order/')
    const before = page.url()
    await page.locator('.passage pre').evaluateAll((blocks) => {
      const wide = blocks.find((pre) => pre.scrollWidth > pre.clientWidth)
      if (wide instanceof HTMLElement) wide.focus()
    })
    await page.keyboard.press('ArrowRight')
    expect(page.url()).toBe(before)
    await page.keyboard.press('?')
    expect(await page.getByText('previous and next operation').isVisible()).toBe(true)
  })

  it('leads to the file and line', async () => {
    const page = await site.open('compare/place-order/')
    const link = page.getByRole('link', { name: /place-order\.service\.ts:\d+/ }).first()
    const line = (await link.textContent())?.split(':').at(-1)
    await link.click()
    await page.waitForURL(/source\/express\/src\/orders\/place-order\.service\.ts\/#L\d+$/)
    expect(await page.locator(`#L${line}`).isVisible()).toBe(true)
  })

  it('is found by its operation in the search', async () => {
    const page = await site.open('')
    await page.locator('button[data-open-modal]').click()
    await page.locator('.pagefind-ui__search-input').fill('placeOrder')
    const found = page.locator('.pagefind-ui__result-link[href*="/compare/place-order/"]').first()
    await found.waitFor()
    await found.click()
    await page.waitForURL('**/compare/place-order/**')
  })

  it('begins at a matrix of what exists', async () => {
    const page = await site.open('compare/')
    expect(await page.locator('.matrix tbody tr').count()).toBeGreaterThan(25)
    expect(await page.locator('.matrix').getByText('missing').count()).toBe(0)
    await page.locator('.matrix a[href*="place-order/?styles=nestjs"]').click()
    await page.waitForURL('**/compare/place-order/?styles=nestjs')
    expect(await shownStyles(page)).toEqual(['nestjs'])
  })
})

/** The columns that can be seen, from left to right. */
function shownStyles(page: Page): Promise<Array<string | undefined>> {
  return page.locator('.heads .cell:visible').evaluateAll((cells) =>
    cells
      .filter((cell) => cell instanceof HTMLElement)
      .sort((a, b) => Number(a.style.order) - Number(b.style.order))
      .map((cell) => cell.dataset['app']),
  )
}

function rolesOf(page: Page): Promise<Array<string | null>> {
  return page.locator('.role').evaluateAll((roles) => roles.map((role) => role.getAttribute('data-role')))
}

async function areBeside(page: Page): Promise<boolean> {
  const tops = await page
    .locator('.role[data-role=edge] .cell:visible')
    .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top))
  return new Set(tops).size === 1
}

function queryOf(page: Page): string {
  return decodeURIComponent(new URL(page.url()).search)
}
