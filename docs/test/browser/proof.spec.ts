import { expect, it } from 'vitest'
import { seriousViolations } from './support/accessibility.ts'
import { describeInBrowser, widths } from './support/site.ts'

const pages = ['proof/', 'proof/crash/', 'proof/differential/', 'proof/speed/']

describeInBrowser('the proof', (site) => {
  it('leads from the scorecard to what is behind a figure', async () => {
    const page = await site.open('proof/')
    await page.getByRole('link', { name: 'Seeded bugs killed' }).click()
    expect(new URL(page.url()).pathname).toMatch(/\/proof\/mutants\/$/)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Seeded bugs')
  })

  it('has a figure for every app, or says that there is none', async () => {
    const page = await site.open('proof/')
    const cells = await page.getByRole('region', { name: 'Scorecard' }).locator('td').allTextContents()
    expect(cells.length).toBeGreaterThan(50)
    expect(cells.filter((text) => text.trim() === '')).toEqual([])
  })

  it.each(pages)('%s fits a phone, a tablet and a desktop', async (path) => {
    const page = await site.open(path)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
    }
  })

  it.each(pages)('%s can be used by everyone, light and dark', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await site.open(path, { colorScheme })
      expect(await seriousViolations(page)).toEqual([])
    }
  })
})
