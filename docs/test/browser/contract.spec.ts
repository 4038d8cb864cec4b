import { expect, it } from 'vitest'
import { describeInBrowser } from './support/site.ts'

describeInBrowser('the contract', (site) => {
  it('shows the clauses of one level, chosen with the mouse', async () => {
    const page = await site.open('contract/')
    const clauses = page.locator('[data-level]:visible')
    const all = await clauses.count()
    await page.getByText('reliable', { exact: true }).and(page.locator('label span')).click()
    expect(new URL(page.url()).search).toBe('?level=reliable')
    const levels = await clauses.evaluateAll((shown) => shown.map((one) => one.getAttribute('data-level')))
    expect(new Set(levels)).toEqual(new Set(['reliable']))
    expect(levels.length).toBeLessThan(all)
    expect(await page.locator('rosetta-levels [role=status]').textContent()).toBe(`${levels.length} clauses`)
  })

  it('is filtered with the keyboard, and by the address', async () => {
    const page = await site.open('contract/orders/?level=secure')
    expect(await page.locator('input[value=secure]').isChecked()).toBe(true)
    await page.locator('input[value=secure]').focus()
    await page.keyboard.press('ArrowRight')
    expect(new URL(page.url()).search).toBe('?level=reliable')
    expect(await page.locator('#ord-3\\.20').isVisible()).toBe(true)
    expect(await page.locator('#ord-3\\.1').isVisible()).toBe(false)
  })

  it('opens the check that an address leads to, also when the level would hide it', async () => {
    const page = await site.open('contract/accounts/?level=core#acc-6.2')
    const check = page.locator('#acc-6\\.2')
    expect(await check.isVisible()).toBe(true)
    expect(await check.textContent()).toContain('a logout can be repeated')
  })

  it('shows the starters with their files', async () => {
    const page = await site.open('contract/starters/')
    await page.getByRole('link', { name: 'Python', exact: true }).click()
    await page.getByText('order_api/settling.py', { exact: true }).and(page.locator('summary code')).click()
    expect(await page.getByRole('region', { name: 'order_api/settling.py' }).textContent()).toContain(
      'class Settler',
    )
  })
})
