import { once } from 'node:events'
import { createServer } from 'node:http'
import { presentApps } from '@backend-rosetta/cli/apps'
import { demoAdmin, demoCustomer } from '@backend-rosetta/database/demo'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { liveApps, useLiveApps } from './support/live-apps.ts'
import { describeInBrowser } from './support/site.ts'

describeInBrowser('on running apps', (site) => {
  const apps = useLiveApps(site)
  const others = presentApps().filter(({ name }) => !liveApps.some((live) => live === name))

  describe('send to all', () => {
    it('finds the apps that run, and says of the others how they are started', async () => {
      const page = await apps.open('try/')
      await summary(page, `${liveApps.length} of ${presentApps().length} apps run.`)
      for (const name of liveApps) expect(await presence(page, name).textContent()).toBe('runs')
      for (const { name } of others)
        expect(await presence(page, name).textContent()).toBe(`does not answer: npm start -- ${name}`)
      expect(await page.getByRole('button', { name: 'Send to 2 apps' }).isVisible()).toBe(true)
    })

    it('shows the answers next to each other, and says that they are the same', async () => {
      const page = await apps.open('try/?operation=registerUser')
      await send(page)
      await verdict(page, /2 answers/)
      expect(await page.locator('.differences tr').evaluateAll(cellsOf)).toEqual([])
      await verdict(page, 'All 2 answers are the same.')
      const answers = page.locator('.answer')
      expect(await answers.locator('h2').allTextContents()).toEqual(liveApps)
      expect(await answers.locator('strong').allTextContents()).toEqual(['201', '201'])
      const [first, second] = await Promise.all([answers.nth(0).boundingBox(), answers.nth(1).boundingBox()])
      expect(first?.y).toBe(second?.y)
      expect(await page.locator('.answers mark').count()).toBe(0)
      for (const app of liveApps)
        expect(await bodyFrom(page, app).textContent()).toMatch(/"email": "try-\w+@example\.com"/)
    })

    it('marks what differs, in a table and in the answers', async () => {
      const name = `Only there ${Date.now()}`
      await createProduct(apps.addressOf('event-driven'), name)
      const page = await apps.open('try/?operation=listProducts')
      await page.getByLabel('Path and query').fill(`/api/v1/products?search=${encodeURIComponent(name)}`)
      await send(page)
      await verdict(page, /^\d+ differences between 2 answers\.$/)
      const row = page.getByRole('row', { name: 'body /items/0/name' })
      expect(await row.getByRole('cell').allTextContents()).toEqual(['absent', JSON.stringify(name)])
      expect(await bodyFrom(page, 'event-driven').locator('mark', { hasText: name }).count()).toBe(1)
      expect(await bodyFrom(page, 'event-driven').locator('mark', { hasText: 'nextCursor' }).count()).toBe(0)
    })

    it('shows an app that was stopped as such, and finds it again', async () => {
      const server = await apps.launch('express')
      const page = await apps.open('try/', { express: server.baseUrl })
      await summary(page, /^2 of/)
      await server.stop()
      await send(page)
      await verdict(
        page,
        'Only event-driven answered: there is nothing to compare it with. No answer from express.',
      )
      expect(await page.locator('.answer.failed').textContent()).toMatch(/^expressNo answer: /)

      const look = page.getByRole('button', { name: 'Look for running apps' })
      await look.click()
      await summary(page, /^1 of/)
      expect(await presence(page, 'express').textContent()).toBe('does not answer: npm start -- express')
      await server.start()
      await look.click()
      await summary(page, /^2 of/)
    })

    it('says of a server that is closed to this site how it is opened', async () => {
      const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
      onTestFinished(() => void server.close())
      await once(server, 'listening')
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      const page = await apps.open('try/', { express: `http://127.0.0.1:${port}` })
      await summary(page, /^1 of/)
      const { origin } = new URL(site.url)
      expect(await presence(page, 'express').textContent()).toBe(
        `runs, but does not let this site call it: start it with CORS_ORIGINS=${origin} npm start -- express`,
      )
    })
  })

  describe('the API reference', () => {
    it('sends a request to the app that is chosen, and to another one when that is switched', async () => {
      const page = await apps.open('try/reference/')
      const operation = await openOperation(page, 'listProducts')
      await operation.getByRole('button', { name: 'Try it out' }).click()
      for (const app of liveApps.toReversed()) {
        const url = apps.addressOf(app)
        await page.locator('select[name=app]').selectOption(app)
        await login(page, `Requests go to ${url}, sent as nobody.`)
        const [response] = await Promise.all([
          page.waitForResponse((candidate) => candidate.url().startsWith(`${url}/api/v1/products`)),
          operation.getByRole('button', { name: 'Execute' }).click(),
        ])
        expect(response.status()).toBe(200)
        await expect.poll(() => operation.locator('.request-url').textContent()).toContain(url)
        expect(await operation.locator('.live-responses-table').textContent()).toContain('"items"')
      }
      await page.locator('select[name=app]').selectOption(others[0]?.name ?? '')
      await login(page, /^Requests would go to http:\S+, where no app runs\.$/)
    })

    it('sends as the person that is chosen', async () => {
      const page = await apps.open('try/reference/')
      const operation = await openOperation(page, 'getMe')
      await page.getByLabel('Sent as').selectOption('customer')
      await login(page, /sent as .*, customer\.$/)
      await operation.getByRole('button', { name: 'Try it out' }).click()
      await operation.getByRole('button', { name: 'Execute' }).click()
      await expect
        .poll(() => operation.locator('.live-responses-table').textContent())
        .toContain(`"email": "${demoCustomer.email}"`)
    })
  })
})

function cellsOf(rows: Element[]): string[] {
  return rows.map((row) => [...row.children].map(({ textContent }) => textContent).join(' | '))
}

async function createProduct(url: string, name: string): Promise<void> {
  const post = async (path: string, body: object, headers = {}) => {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }
    const response = await fetch(`${url}/api/v1${path}`, { ...init, body: JSON.stringify(body) })
    expect(response.ok).toBe(true)
    return response.text()
  }
  const login: { accessToken: string } = JSON.parse(
    await post('/auth/login', { email: demoAdmin.email, password: demoAdmin.password }),
  )
  const sku = `DOCS-${crypto.randomUUID().slice(0, 8).toUpperCase()}`
  // Dear, as pages that place orders take the cheapest.
  const price = { amount: 9_999_900, currency: 'EUR' }
  const headers = { Authorization: `Bearer ${login.accessToken}` }
  await post('/products', { sku, name, price, stock: 1 }, headers)
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Send to 2 apps$/ }).click()
}

function bodyFrom(page: Page, app: string): Locator {
  return page.getByRole('region', { name: `Body from ${app}`, exact: true })
}

function presence(page: Page, app: string): Locator {
  return page.locator(`li[data-app="${app}"] .presence`)
}

async function summary(page: Page, text: string | RegExp): Promise<void> {
  await hasText(page.locator('rosetta-apps [role=status]'), text)
}

async function verdict(page: Page, text: string | RegExp): Promise<void> {
  await hasText(page.locator('.verdict'), text)
}

async function login(page: Page, text: string | RegExp): Promise<void> {
  await hasText(page.locator('rosetta-reference .login'), text)
}

async function hasText(place: Locator, text: string | RegExp): Promise<void> {
  const found = expect.poll(() => place.textContent(), { timeout: 20_000 })
  await (typeof text === 'string' ? found.toBe(text) : found.toMatch(text))
}

async function openOperation(page: Page, id: string): Promise<Locator> {
  const operation = page.locator(`.opblock[id$="-${id}"]`)
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).waitFor()
  return operation
}
