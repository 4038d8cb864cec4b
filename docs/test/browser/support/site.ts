import path from 'node:path'
import { presentApps } from '@backend-rosetta/cli/apps'
import { type SiteServer, serveSite } from '@backend-rosetta/cli/site/serve-site'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { findChromium, howToGetChromium } from './chromium.ts'

/** The widths that every page has to work at: phone, tablet, desktop. */
export const widths = [360, 768, 1440] as const

interface Visit {
  /** In CSS pixels; 1440 unless given. */
  width?: number
  colorScheme?: 'light' | 'dark'
  /** Origins besides the site and the apps of `npm start` that the page may ask, whatever they answer. */
  allowed?: readonly string[]
  /** What the browser's local storage has from earlier visits. */
  storage?: Readonly<Record<string, string>>
}

/** Pages as they were built. */
interface Build {
  folder: string
  /** The path that they were built for. */
  base: string
}

const ownBuild: Build = {
  folder: path.join(import.meta.dirname, '../../../dist'),
  base: process.env['DOCS_BASE'] ?? '/',
}

/** The built site in a browser. */
export interface Site {
  /** Of its first page, with a slash at the end. */
  readonly url: string
  /** Opens one of its pages, such as `compare/place-order/?view=diff`, in a profile of its own. */
  open: (page: string, visit?: Visit) => Promise<Page>
}

/**
 * A group of tests in a real browser, on the site as it was built. After each test: no page may have written an error
 * to the console, nor asked another host. Where no browser is, they are skipped, or fail if services are required.
 * @param build another one than that of `pnpm build`; its folder may be filled later
 */
export function describeInBrowser(name: string, tests: (site: Site) => void, build = ownBuild): void {
  const program = findChromium()
  if (program === undefined) explainMissing(name)
  describe.skipIf(program === undefined)(name, { timeout: 180_000 }, () => {
    const site = new BrowserSite(program ?? '', build)
    beforeAll(() => site.start(), 120_000)
    afterAll(() => site.stop())
    afterEach(async () => {
      await site.closePages()
      expect(site.takeFaults()).toEqual([])
    })
    tests(site)
  })
}

function explainMissing(name: string): void {
  const reason = `Not tested, as this machine has no browser: ${name}. To test it, ${howToGetChromium}.`
  if (process.env['ROSETTA_SERVICES'] === 'required') throw new Error(reason)
  console.warn(reason)
}

/** Where pages look for running apps. */
const appOrigins = presentApps().map(({ port }) => `http://127.0.0.1:${port}`)

class BrowserSite implements Site {
  url = ''
  readonly #program: string
  readonly #build: Build
  #server: SiteServer | undefined
  #browser: Browser | undefined
  #faults: string[] = []

  constructor(program: string, build: Build) {
    this.#program = program
    this.#build = build
  }

  async start(): Promise<void> {
    this.#server = await serveSite(this.#build)
    this.url = this.#server.url
    this.#browser = await chromium.launch({
      executablePath: this.#program,
      // The sandbox refuses root, who is all there is in a container; shared memory is small there.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
    })
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    await this.#server?.stop()
  }

  async open(page: string, visit: Visit = {}): Promise<Page> {
    const { width = 1440, colorScheme = 'light', allowed = [], storage = {} } = visit
    const options: BrowserContextOptions = {
      viewport: { width, height: width < 700 ? 740 : 900 },
      colorScheme,
    }
    const context = await this.#browser?.newContext({ ...options, reducedMotion: 'reduce' })
    if (!context) throw new Error('The browser does not run.')
    await context.addInitScript((entries) => {
      for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value)
    }, storage)
    const opened = await context.newPage()
    this.#watch(opened, [...appOrigins, ...allowed])
    await opened.goto(new URL(page, this.url).href)
    return opened
  }

  async closePages(): Promise<void> {
    for (const context of this.#browser?.contexts() ?? []) await context.close()
  }

  takeFaults(): string[] {
    return this.#faults.splice(0)
  }

  /** @param others origins besides the site that the page may ask; when they do not answer, the browser says so */
  #watch(page: Page, others: readonly string[]): void {
    const origins = [new URL(this.url).origin, ...others]
    page.on('pageerror', (error) => this.#faults.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      // "Failed to load resource", or that CORS keeps the answer from the page.
      const about = `${message.location().url} ${message.text()}`
      if (message.type() !== 'error' || others.some((origin) => about.includes(origin))) return
      this.#faults.push(`${page.url()}: console: ${message.text()}`)
    })
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (/^https?:$/.test(protocol) && !origins.includes(origin))
        this.#faults.push(`${page.url()} asks ${request.url()}`)
    })
  }
}
