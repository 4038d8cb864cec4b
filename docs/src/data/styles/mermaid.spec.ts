import { expect, test } from 'vitest'
import { describeMermaid, drawMermaid } from './mermaid.ts'

const messages = `sequenceDiagram
  participant C as client
  participant S as server
  C->>S: POST /orders
  Note over S: order.placed
  S-->>C: 201
  S-)C: later`

test('a diagram of messages is told in words, by the names of its participants', () => {
  expect(describeMermaid(messages)).toBe(
    'Messages, in order. client to server: POST /orders; server notes: order.placed; server to client: 201; server to client: later.',
  )
})

test('a diagram of states is told in words', () => {
  const states = 'stateDiagram-v2\n  [*] --> pending: placed\n  pending --> confirmed: paid'
  expect(describeMermaid(states)).toBe('States. start to pending: placed; pending to confirmed: paid.')
})

test('a drawing asks no other host, and its ids and rules are its own', () => {
  const drawing = drawMermaid(messages, 'one')
  expect(drawing).not.toMatch(/https?:(?!\/\/www\.w3\.org)/)
  expect(drawing).not.toContain('@import')
  for (const [, id] of drawing.matchAll(/\bid="([^"]*)"/g)) expect(id).toMatch(/^one-/)
  for (const [, id] of drawing.matchAll(/url\(#([^)]*)\)/g)) expect(id).toMatch(/^one-/)
  expect(drawing).toMatch(/^ {2}\.one text/m)
  expect(drawing).not.toMatch(/^ {2}(text|svg)\b/m)
})
