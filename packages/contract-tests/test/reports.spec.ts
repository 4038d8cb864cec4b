import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { curlOf } from '../src/reports/curl.ts'
import { escapeMarkup } from '../src/reports/escape.ts'
import { outcomes } from '../src/run/result.ts'
import { runCommand } from './run-command.ts'
import { admin, startTinyServer } from './tiny-server.ts'
import { parseXml } from './xml.ts'

let folder: string
let server: Awaited<ReturnType<typeof startTinyServer>>
const read = (name: string) => readFile(join(folder, 'reports', name), 'utf8')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rosetta-contract-'))
  server = await startTinyServer('duplicate-emails')
  const reports = ['json', 'junit', 'html'].flatMap((kind) => [
    '--report',
    `${kind}=${join(folder, 'reports', kind)}`,
  ])
  const target = [
    '--url',
    server.target.baseUrls[0],
    '--admin-email',
    admin.email,
    '--admin-password',
    admin.password,
  ]
  const { code } = await runCommand([...target, ...reports, '--only', 'OPS-1.1,ACC-1.4,ACC-1.6'])
  expect(code).toBe(1)
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('the JSON report', () => {
  const schema = z.object({
    format: z.literal(1),
    ok: z.boolean(),
    target: z.string(),
    level: z.literal('ops'),
    seed: z.int(),
    startedAt: z.iso.datetime(),
    milliseconds: z.int(),
    complete: z.literal(true),
    summary: z.record(z.enum(outcomes), z.int()),
    unexpected: z.array(z.string()),
    known: z.array(z.string()),
    fixed: z.array(z.string()),
    staleDeviations: z.array(z.string()),
    unselected: z.array(z.object({ id: z.string(), reason: z.string() })).min(1),
    results: z.array(
      z.object({
        id: z.string(),
        clause: z.string(),
        title: z.string(),
        level: z.string(),
        outcome: z.enum(outcomes),
        milliseconds: z.int(),
        findings: z.array(z.object({ clause: z.string(), message: z.string() })),
        exchanges: z.array(z.object({ request: z.object({ url: z.url() }), curl: z.string() })),
      }),
    ),
  })

  it('has the shape that programs rely on', async () => {
    const report = schema.parse(JSON.parse(await read('json')))
    expect(report.summary).toMatchObject({ passed: 2, failed: 1 })
    expect(report.unexpected).toEqual(['ACC-1.4'])
    expect(report.ok).toBe(false)
  })
})

describe('the JUnit report', () => {
  it('is well-formed, with a suite per clause and the right counts', async () => {
    const root = parseXml(await read('junit'))
    expect(root.name).toBe('testsuites')
    expect(root.attributes).toMatchObject({ tests: '3', failures: '1', errors: '0' })
    const cases = root.children.flatMap(({ children }) => children)
    const failed = cases.filter(({ children }) => children[0]?.name === 'failure')
    expect(failed.map(({ attributes }) => attributes['name'])).toEqual([
      'ACC-1.4 a taken email is refused whatever its case',
    ])
    expect(failed[0]?.children[0]?.text).toContain("curl -i --path-as-is -X POST 'http:")
    expect(cases.some(({ children }) => children[0]?.attributes['message'] === 'not in --only')).toBe(true)
  })
})

describe('the HTML report', () => {
  it('stands for itself: no scripts, nothing loaded', async () => {
    const html = await read('html')
    expect(html).toMatch(/^<!doctype html>/)
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\ssrc=|\shref=|\son\w+=/i)
    expect(html).toContain('<summary><span class="outcome">failed</span> ACC-1.4 a taken email')
  })

  it('is well-formed apart from its void elements', async () => {
    const html = await read('html')
    const xml = html.replace('<!doctype html>', '').replaceAll(/<meta ([^>]*)>/g, '<meta $1/>')
    expect(parseXml(xml).name).toBe('html')
  })
})

describe('markup', () => {
  it('is never broken by what a server sends', () => {
    const nasty = `<b a='1' b="2">&amp;\0\ud800\u0007]]>`
    const [attribute, text] = [escapeMarkup(nasty), escapeMarkup(nasty)]
    const root = parseXml(`<a b="${attribute}">${text}</a>`)
    expect(root.text).toBe(`<b a='1' b="2">&amp;\ufffd\ufffd\ufffd]]>`)
    expect(root.attributes['b']).toBe(root.text)
  })
})

describe('curl', () => {
  const request = {
    method: 'POST',
    url: "http://127.0.0.1:1/a'b",
    headers: { Authorization: 'Bearer abc', 'X-A': "it's" },
    body: '{"a":"it\'s $HOME `x`"}',
  }

  it('hides the token and shows the rest', () => {
    const line = curlOf({ request, milliseconds: 1 })
    expect(line).toContain('-H "Authorization: Bearer $TOKEN"')
    expect(line).not.toContain('abc')
  })

  it.skipIf(process.platform === 'win32')('is quoted so that a shell changes nothing', async () => {
    const line = curlOf({ request, milliseconds: 1 })
    const script = `TOKEN=t; ${line.replace(/^curl/, 'printf "%s\\n"')}`
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script])
    expect(stdout.split('\n')).toEqual([
      '-i',
      '--path-as-is',
      '-X',
      'POST',
      "http://127.0.0.1:1/a'b",
      '-H',
      'Authorization: Bearer t',
      '-H',
      "X-A: it's",
      '--data-binary',
      '{"a":"it\'s $HOME `x`"}',
      '',
    ])
  })
})
