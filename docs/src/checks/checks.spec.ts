import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { budgetFaults, weigh } from './budgets.ts'
import { linkFaults } from './link-faults.ts'
import { readSite } from './read-site.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rosetta-checks-'))
  write('index.html', '<a href="/base/compare/">compare</a> <a href="https://example.com/x">out</a>')
  write('compare/index.html', '<h2 id="edge">edge</h2> <a href="#edge">edge</a> <a href="../">home</a>')
  write('404.html', 'nothing here')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('links', () => {
  it('are right on a site where each page can be reached', () => {
    expect(faults()).toEqual([])
  })

  it.each([
    ['/base/absent/', 'no such page'],
    ['/base/compare/#rule', 'the page has no #rule'],
    ['/compare/', 'not below /base/'],
    ['compare', 'no such page'],
    ['http://', 'not an address'],
  ])('to %s are found: %s', (link, fault) => {
    write('index.html', `<a href="/base/compare/">compare</a> <a href="${link}">x</a>`)
    expect(faults()).toEqual([`/ links to ${link}: ${fault}`])
  })

  it('to a picture that is missing are found', () => {
    write('compare/index.html', '<h2 id="edge">edge</h2> <img src="/base/absent.png">')
    expect(faults()).toEqual(['/compare/ links to /base/absent.png: no such page'])
  })

  it('are missing for an orphan', () => {
    write('alone/index.html', '<a href="/base/">home</a> <a href="/base/alone/">myself</a>')
    expect(faults()).toEqual(['/alone/ is an orphan: no way leads there from the first page'])
  })
})

describe('a page', () => {
  it('within its budget has no fault', () => {
    expect(budgetFaults(weigh(site()))).toEqual([])
  })

  it('counts what its scripts load, now and later', () => {
    write(
      'index.html',
      '<a href="/base/compare/">c</a><script type="module" src="/base/_astro/a.js"></script>',
    )
    write('_astro/a.js', 'import{x}from"./b.js";')
    write('_astro/b.js', 'export const x=()=>import("./c.js")')
    write('_astro/c.js', noise(250_000))
    expect(budgetFaults(weigh(site()))).toEqual([
      expect.stringMatching(/^\/ is over its budget: javascript 1\d\d/),
    ])
  })

  it('with the API reference may load more than others, but not without limit', () => {
    const scripts = '<script type="module" src="/base/_astro/a.js"></script>'
    write('index.html', '<a href="/base/compare/">c</a> <a href="/base/try/reference/">r</a>')
    write('try/reference/index.html', scripts)
    write('_astro/a.js', noise(250_000))
    expect(budgetFaults(weigh(site()))).toEqual([])
    write('_astro/a.js', noise(1_000_000))
    expect(budgetFaults(weigh(site()))).toEqual([
      expect.stringMatching(/^\/try\/reference\/ is over its budget: javascript/),
    ])
  })

  it('may not have more elements than it may', () => {
    write('compare/index.html', `<h2 id="edge">edge</h2>${'<b>x</b>'.repeat(20_000)}`)
    expect(budgetFaults(weigh(site()))).toEqual(['/compare/ is over its budget: elements 20001 > 18000'])
  })
})

function site() {
  return readSite(folder, '/base')
}

function faults(): string[] {
  return linkFaults(site())
}

function write(file: string, html: string): void {
  const target = path.join(folder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, html)
}

/** Text that does not become smaller than three quarters. */
function noise(length: number): string {
  let state = 1
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(48 + (state % 64))
  }).join('')
}
