import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SiteOptions, type SiteServer, serveSite } from '../src/site/serve-site.ts'

let parent: string
let folder: string
let server: SiteServer | undefined

beforeAll(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), 'rosetta-site-'))
  folder = path.join(parent, 'dist')
  mkdirSync(path.join(folder, 'compare'), { recursive: true })
  writeFileSync(path.join(parent, 'secret.txt'), 'secret')
  writeFileSync(path.join(folder, 'index.html'), 'first page')
  writeFileSync(path.join(folder, '404.html'), 'no such page')
  writeFileSync(path.join(folder, 'compare/index.html'), 'compare page')
  writeFileSync(path.join(folder, 'icon.svg'), '<svg/>')
  writeFileSync(path.join(folder, '.hidden'), 'hidden')
})

afterEach(() => server?.stop())
afterAll(() => rmSync(parent, { recursive: true, force: true }))

describe('a site', () => {
  it.each([
    ['', 'text/html; charset=utf-8', 'first page'],
    ['compare/', 'text/html; charset=utf-8', 'compare page'],
    ['compare/?styles=express', 'text/html; charset=utf-8', 'compare page'],
    ['icon.svg', 'image/svg+xml', '<svg/>'],
  ])('serves "%s" as %s', async (address, type, body) => {
    const { status, headers, ...response } = await ask(address)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe(body)
  })

  it.each(['/', '/some/base/'])('sends a folder to its slash, below %s', async (base) => {
    const { status, headers } = await ask('compare', { base })
    expect([status, headers.get('location')]).toEqual([301, `${base}compare/`])
  })

  it.each(['absent', '.hidden', 'icon.svg/x'])(
    'has a page of its own for "%s", which is missing',
    async (address) => {
      const response = await ask(address)
      expect([response.status, await response.text()]).toEqual([404, 'no such page'])
    },
  )

  it('serves nothing outside its base', async () => {
    await ask('', { base: '/some/base' })
    const response = await fetch(new URL('/compare/', server?.url))
    expect(response.status).toBe(404)
  })

  it.each([
    '/../secret.txt',
    '/compare/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%00',
    '/%',
  ])('serves nothing outside its folder: %s', async (address) => {
    await ask('')
    const answer = await askRaw(`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(answer).not.toContain('secret')
  })

  it('is read only', async () => {
    const { status, headers } = await ask('', {}, { method: 'POST' })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('shows one page for all until it is built', async () => {
    let placeholder: string | undefined = 'being built'
    const first = await ask('compare/', { placeholder: () => placeholder })
    expect([first.status, await first.text()]).toEqual([503, 'being built'])
    placeholder = undefined
    const second = await fetch(new URL('compare/', server?.url))
    expect(await second.text()).toBe('compare page')
  })
})

async function ask(address: string, options: Partial<SiteOptions> = {}, init: RequestInit = {}) {
  server = await serveSite({ folder, ...options })
  const response = await fetch(new URL(address, server.url), { redirect: 'manual', ...init })
  return {
    status: response.status,
    headers: response.headers,
    text: () => response.text(),
  }
}

/** `fetch` would tidy the address up first. */
async function askRaw(request: string): Promise<string> {
  const socket = connect(Number(new URL(server?.url ?? '').port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(request)
  return text(socket)
}
