import { stat } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { describeInBrowser } from './support/site.ts'

const file = path.join(import.meta.dirname, '../../src/assets/compare.png')

describeInBrowser('the picture of a comparison', (site) => {
  it('is taken, and small enough for the top of a README', async () => {
    const page = await site.open('compare/cancel-order/', { width: 1280 })
    expect(await page.locator('.passage:visible').count()).toBeGreaterThan(4)
    // Without the head of the site, whose search says nothing on a picture.
    await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 80, width: 1280, height: 760 } })
    expect((await stat(file)).size).toBeLessThan(150_000)
  })
})
