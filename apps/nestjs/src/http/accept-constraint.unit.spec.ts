import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { acceptConstraint } from './accept-constraint.ts'

it.each([
  ['text/event-stream', 'text/event-stream'],
  ['application/json;q=0.5, text/event-stream', 'text/event-stream'],
  ['text/*', 'text/event-stream'],
  ['text/event-stream;q=0.5, application/json', 'application/json'],
  ['text/event-stream;q=0', 'application/json'],
  ['text/html', 'application/json'],
  ['*/*', 'application/json'],
  [undefined, 'application/json'],
])('Accept: %s gets %s', (accept, type) => {
  const request = new IncomingMessage(new Socket())
  if (accept !== undefined) request.headers.accept = accept
  expect(acceptConstraint.deriveConstraint(request)).toBe(type)
})
