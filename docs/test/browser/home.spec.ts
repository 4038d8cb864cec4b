import { expect, it } from 'vitest'
import { describeInBrowser } from './support/site.ts'

describeInBrowser('the first page', (site) => {
  it('says what this is, and leads to each part of it', async () => {
    const page = await site.open('')
    expect(await page.title()).toContain('Backend Rosetta')
    const parts = [
      'Compare',
      'Try it',
      'Styles',
      'Decision guide',
      'Contract',
      'Proof',
      'Course map',
      'Exercises',
    ]
    for (const part of parts) {
      await page.locator('main').getByRole('link', { name: part, exact: true }).click()
      await page.waitForURL((url) => url.href !== site.url)
      expect(await page.locator('h1').textContent()).not.toContain('404')
      await page.goBack()
    }
  })
})
