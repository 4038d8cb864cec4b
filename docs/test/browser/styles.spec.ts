import { presentApps } from '@backend-rosetta/cli/apps'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { describeInBrowser } from './support/site.ts'

const styles = presentApps().map(({ name }) => name)

describeInBrowser('the pages of the styles', (site) => {
  it('are reached from a list of all of them', async () => {
    const page = await site.open('styles/')
    const links = page.locator('main dt a')
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(addresses).toEqual(styles.map((style) => expect.stringMatching(`/styles/${style}/$`)))
    await links.last().click()
    await page.waitForURL(`**/styles/${styles.at(-1)}/`)
  })

  describe.each(styles)('%s', (style) => {
    it('draws the path of a request, for a desktop and for a phone, and says the rest', async () => {
      const page = await site.open(`styles/${style}/`)
      const headings = await page.locator('main h2[id]').evaluateAll((all) => all.map(({ id }) => id))
      expect(headings).toEqual(['idea', 'path', 'buys', 'not', 'tested', 'deployed', 'order'])
      expect(await page.locator('.figures tbody tr').count()).toBeGreaterThan(3)
      // Drawn in the build: nobody's browser has to.
      expect(await page.locator('code.language-mermaid').count()).toBe(0)
      const pictures = page.locator('main :is(.diagram svg, img):visible')
      const sizes = await pictures.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width))
      expect(sizes.filter((width) => width < 100)).toEqual([])

      const steps = await page.locator('.path-diagram + details li').count()
      expect(steps).toBeGreaterThan(4)
      expect(await drawing(page)).toEqual({ name: 'wide', stops: steps, cut: [] })
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await drawing(page)).toEqual({ name: 'narrow', stops: steps, cut: [] })
      const described = page.getByRole('img', {
        name: `The path of placeOrder through ${style}: ${steps} steps`,
      })
      expect(await described.isVisible()).toBe(true)
    })

    it('says the same in a list, by keyboard, and leads to the code', async () => {
      const page = await site.open(`styles/${style}/`)
      await page.locator('.path-diagram + details summary').focus()
      await page.keyboard.press('Enter')
      await page.locator('.path-diagram + details a').first().click()
      await page.waitForURL(new RegExp(`/source/${style}/.+/#L\\d+$`))
      expect(await page.locator('.line:target').count()).toBe(1)
    })
  })
})

/** The diagram that is seen: its stops, and texts that do not fit into it. */
async function drawing(page: Page) {
  return page.locator('.path-diagram svg:visible').evaluate((svg) => {
    const frame = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll('text')]
    const isCut = ({ left, right, bottom }: DOMRect) =>
      left < frame.left || right > frame.right || bottom > frame.bottom
    return {
      name: svg.classList.contains('wide') ? 'wide' : 'narrow',
      stops: svg.querySelectorAll('.stop').length,
      cut: texts.filter((text) => isCut(text.getBoundingClientRect())).map((text) => text.textContent),
    }
  })
}
