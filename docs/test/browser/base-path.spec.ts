import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeInBrowser } from './support/site.ts'

const base = '/some/where/else'
const folder = mkdtempSync(path.join(tmpdir(), 'rosetta-docs-'))
let built: { code: number | null; end: string }

beforeAll(async () => {
  built = await build()
}, 240_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a site for another path', () => {
  it('is built, and checked: no link is broken or leaves the path', () => {
    expect(built).toEqual({ code: 0, end: expect.stringMatching(/\[check-site\] \d+ pages: no broken link/) })
  })
})

// A file outside of the path is not found, which the console tells, and so the test fails.
describeInBrowser(
  'a site below another path',
  (site) => {
    it('leads from page to page', async () => {
      const page = await site.open('')
      await page.getByRole('link', { name: 'Compare an operation' }).click()
      await page.waitForURL(`**${base}/compare/place-order/`)
      await page.keyboard.press('ArrowRight')
      await page.waitForURL((url) => url.pathname !== `${base}/compare/place-order/`)
      expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${base}/compare/[a-z-]+/$`))
    })

    it('searches', async () => {
      const page = await site.open('decide/')
      await page.locator('button[data-open-modal]').click()
      await page.locator('.pagefind-ui__search-input').fill('placeOrder')
      await page.locator('.pagefind-ui__result-link').first().click()
      await page.waitForURL((url) => !url.pathname.endsWith('/decide/'))
      expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${base}/`))
    })

    it('loads the API reference', async () => {
      const page = await site.open('try/reference/')
      await page.locator('.opblock').first().waitFor()
    })

    it('keeps the weights of the decision guide in the address', async () => {
      const page = await site.open('decide/')
      await page.getByRole('slider', { name: 'Security' }).fill('5')
      await page.waitForURL(`**${base}/decide/?security=5`)
    })
  },
  { folder, base },
)

async function build(): Promise<{ code: number | null; end: string }> {
  const docs = path.join(import.meta.dirname, '../..')
  const astro = path.join(docs, 'node_modules/astro/bin/astro.mjs')
  const args = ['--conditions=@backend-rosetta/source', astro, 'build', '--outDir', folder]
  const child = spawn(process.execPath, args, {
    cwd: docs,
    env: { ...outsideOfVitest(), DOCS_BASE: base, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { code, end: (out + err).split('\n').slice(-20).join('\n') }
}

/** Vitest says for its tests what Vite and Astro read: that the base path is `/`, among others. */
function outsideOfVitest(): NodeJS.ProcessEnv {
  const ofVitest = /^(BASE_URL|DEV|MODE|NODE_ENV|PROD|SSR|TEST|VITE_.*|VITEST.*)$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofVitest.test(name)))
}
