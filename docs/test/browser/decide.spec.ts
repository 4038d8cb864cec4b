import { presentApps } from '@backend-rosetta/cli/apps'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { factors } from '../../src/data/decision/factors.ts'
import { scoresOf } from '../../src/data/decision/scores.ts'
import { type FactorId, factorIds, nameOf } from '../../src/scripts/decide/factors.ts'
import { describeInBrowser } from './support/site.ts'

const styles = presentApps().map(({ name }) => name)

describeInBrowser('the decision guide', (site) => {
  it('ranks anew when a slider is moved with the mouse, and keeps the weights in the address', async () => {
    const page = await site.open('decide/')
    const before = await pointsOf(page)
    const slider = sliderOf(page, 'performance')
    const box = await slider.boundingBox()
    await slider.click({ position: { x: (box?.width ?? 0) - 2, y: (box?.height ?? 0) / 2 } })
    expect(await slider.inputValue()).toBe('5')
    expect(new URL(page.url()).search).toBe('?performance=5')
    const after = await pointsOf(page)
    for (const [style, points] of before) {
      const score = scoresOf([style]).get(style)?.performance ?? 0
      expect(after.get(style)).toBe(points + 2 * score)
    }
  })

  it('is used with the keyboard alone', async () => {
    const page = await site.open('decide/')
    await sliderOf(page, 'projectSize').focus()
    for (const [index, id] of factorIds.entries()) {
      if (index > 0) await page.keyboard.press('Tab')
      expect(await sliderOf(page, id).evaluate((slider) => slider === document.activeElement)).toBe(true)
      await page.keyboard.press(id === 'deployment' ? 'End' : 'Home')
    }
    expect(await sliderOf(page, 'deployment').getAttribute('aria-valuetext')).toBe('decides')
    await page.keyboard.press('ArrowRight')
    expect(new URL(page.url()).search).toContain('&developer-happiness=1')
    await page.keyboard.press('ArrowLeft')
    expect(await orderOf(page)).toEqual(byScore('deployment', await orderOf(page)))
    expect(await page.locator('.outcome').textContent()).toBe(
      `With these weights, ${byScore('deployment', styles)[0]} comes first.`,
    )
  })

  it.each(['deployment', 'integration', 'timeToMarket'] as const)(
    'puts first what is best at what alone matters: %s',
    async (only) => {
      const weights = factorIds.map((id) => `${nameOf(id)}=${id === only ? 5 : 0}`)
      const page = await site.open(`decide/?${weights.join('&')}`)
      const order = await orderOf(page)
      expect(order).toHaveLength(styles.length)
      expect(order).toEqual(byScore(only, order))
    },
  )

  it('opens what an address names, and ignores what it does not know', async () => {
    const page = await site.open('decide/?security=5&budget=0&performance=9&beauty=4')
    const wanted: Partial<Record<FactorId, string>> = { security: '5', budget: '0' }
    for (const id of factorIds) expect(await sliderOf(page, id).inputValue()).toBe(wanted[id] ?? '3')
    const shown = await page.locator('rosetta-decide').textContent()

    await page.getByRole('link', { name: 'All the same' }).click()
    await page.waitForURL('**/decide/')
    expect(await sliderOf(page, 'security').inputValue()).toBe('3')
    await page.goBack()
    await expect.poll(() => page.locator('rosetta-decide').textContent()).toBe(shown)
  })

  it('begins with the weights of projects that many have', async () => {
    const page = await site.open('decide/')
    await page.getByRole('link', { name: 'Orders that no outage may lose' }).click()
    await page.waitForURL(/decide\/\?\S*scalability=5/)
    expect(await sliderOf(page, 'scalability').inputValue()).toBe('5')
    expect(await page.locator('.outcome').textContent()).toMatch(/^With these weights, .* first\.$/)
  })

  it('says of each place which factors made it, and of each score its reason', async () => {
    const page = await site.open('decide/')
    const whys = await page.locator('rosetta-decide .why').allTextContents()
    expect(whys).toHaveLength(styles.length)
    for (const why of whys) expect(why).toMatch(/^Lifted by .*\./)

    const rows = page.locator('.factor tbody tr')
    expect(await rows.count()).toBe(factorIds.length * styles.length)
    for (const score of await rows.locator('[data-label=Score]').allTextContents())
      expect(score).toMatch(/^[1-5]$/)
    const reasons = await rows.locator('[data-label=Reason]').allTextContents()
    expect(reasons.filter((reason) => !/^\S+( \S+){5,}\.$/.test(reason.trim()))).toEqual([])
  })
})

function sliderOf(page: Page, id: FactorId): Locator {
  return page.getByRole('slider', { name: factors[id].name, exact: true })
}

function orderOf(page: Page): Promise<string[]> {
  return page.locator('.ranking .place a').allTextContents()
}

async function pointsOf(page: Page): Promise<Map<string, number>> {
  const points = await page.locator('.ranking .points').allTextContents()
  const styles = await orderOf(page)
  return new Map(styles.map((style, index) => [style, Number.parseInt(points[index] ?? '', 10)]))
}

/** The best at one factor first, and what is equally good in the order in which it was. */
function byScore(id: FactorId, names: readonly string[]): string[] {
  const scores = scoresOf(names)
  return names.toSorted((a, b) => (scores.get(b)?.[id] ?? 0) - (scores.get(a)?.[id] ?? 0))
}
