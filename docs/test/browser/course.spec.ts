import { expect, it } from 'vitest'
import { describeInBrowser } from './support/site.ts'

describeInBrowser('the course map', (site) => {
  it('narrows by module, style and topic, and keeps the question in the address', async () => {
    const page = await site.open('course/')
    const entries = page.locator('[data-entry]:visible')
    const all = await entries.count()
    await page.locator('select[name=style]').selectOption('nestjs')
    await page.locator('select[name=topic]').selectOption('injection')
    expect(new URL(page.url()).search).toBe('?style=nestjs&topic=injection')
    const few = await entries.count()
    expect(few).toBeGreaterThan(0)
    expect(few).toBeLessThan(all)
    expect(await page.locator('rosetta-course [role=status]').textContent()).toBe(`${few} entries`)

    await page.reload()
    expect(await entries.count()).toBe(few)
    expect(await page.locator('select[name=style]').inputValue()).toBe('nestjs')

    await page.getByRole('button', { name: 'Show all' }).click()
    expect(await entries.count()).toBe(all)
    expect(new URL(page.url()).search).toBe('')
  })

  it('is filtered with the keyboard alone', async () => {
    const page = await site.open('course/')
    await page.locator('select[name=module]').focus()
    await page.keyboard.type('9')
    expect(new URL(page.url()).search).toBe('?module=09-go')
    expect(await page.locator('section:visible > h2').count()).toBe(1)
  })

  it('is read as a path: entries, what to run, exercises, the next module', async () => {
    const page = await site.open('course/09-go/')
    const headings = await page.locator('main h2[id]').evaluateAll((all) => all.map(({ id }) => id))
    expect(headings.slice(-2)).toEqual(['run', 'exercises'])
    await page.locator('a[rel=next]').click()
    await page.waitForURL(/course\/10-kotlin\/$/)
    await page.locator('h2#exercises ~ ul a').first().click()
    await page.waitForURL(/course\/exercises\/#[a-z-]+$/)
    expect(await page.locator('article h3:target').count()).toBe(1)
  })

  it('leads to the region of a place', async () => {
    const page = await site.open('course/02-laravel/')
    await page.locator('.course-places a', { hasText: 'products.repository.ts' }).click()
    await page.waitForURL(/source\/express\/src\/products\/products\.repository\.ts\/#L\d+$/)
    expect(await page.locator('.line:target').count()).toBe(1)
  })
})

describeInBrowser('the exercises', (site) => {
  it('are chosen by module and style', async () => {
    const page = await site.open('course/exercises/?module=05-spring')
    const shown = page.locator('article:visible')
    const ofModule = await shown.count()
    expect(ofModule).toBeGreaterThan(1)
    await page.locator('select[name=style]').selectOption('hono-serverless')
    expect(await shown.count()).toBeLessThan(ofModule)
    expect(await shown.locator('h3').allTextContents()).toContain('A circuit without memory')
  })

  it('show how to see the check fail first', async () => {
    const page = await site.open('course/exercises/#unknown-paths')
    await page.locator('article:has(#unknown-paths) summary').click()
    expect(await page.locator('article:has(#unknown-paths) .removed:visible').count()).toBeGreaterThan(0)
  })

  it('stay marked as done', async () => {
    const page = await site.open('course/exercises/')
    await page.locator('article:has(#ties) input').check()
    expect(await page.locator('.progress').textContent()).toMatch(/^1 of \d+ done\.$/)
    await page.reload()
    expect(await page.locator('article:has(#ties) input').isChecked()).toBe(true)
  })
})
