import type { Exchange } from '@backend-rosetta/contract-tests/http/exchange'
import { send as exchange } from '@backend-rosetta/contract-tests/http/transport'
import type { ModelRequest } from '../model/request.ts'
import type { Bindings } from './bindings.ts'
import { fill } from './fill.ts'

/** A request as it goes to one server. */
export interface WireRequest {
  method: string
  target: string
  headers: Readonly<Record<string, string>>
  body?: string | Buffer
}

/** What came back. */
export interface Received {
  status: number
  /** By lower-case name; several of one name are joined. */
  headers: Readonly<Record<string, string>>
  /** Parsed where it is JSON. */
  body: unknown
  text: string
  exchange: Exchange
}

/** Milliseconds: the slowest answer that the contract allows takes 3 s. */
const timeout = 10_000

export function toWire(request: ModelRequest, bindings: Bindings): WireRequest {
  const { method, target, headers, body, bytes } = request
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value, bindings)])
  const wire = {
    method,
    target: fill(target, bindings, encodeURIComponent),
    headers: Object.fromEntries(filled),
  }
  if (body === undefined) return wire
  return { ...wire, body: bytes ? Buffer.from(body, 'latin1') : Buffer.from(fill(body, bindings)) }
}

/** @returns what came back, or why nothing did */
export async function send(
  origin: string,
  { method, target, headers, body }: WireRequest,
  signal: AbortSignal,
): Promise<Received | { failure: string; exchange: Exchange }> {
  const url = new URL(origin)
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const outgoing = { method, url, target, headers: { ...headers, ...length }, body }
  const sent = await exchange(outgoing, { signal, timeout })
  const { response, failure = 'no answer' } = sent
  if (!response) return { failure, exchange: sent }
  const fields = joined(response.headers)
  const { status, body: text } = response
  return { status, headers: fields, text, body: parsed(text, fields['content-type']), exchange: sent }
}

function joined(pairs: ReadonlyArray<readonly [string, string]>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
  }
  return headers
}

function parsed(text: string, type = ''): unknown {
  if (!/^application\/(\w+\+)?json\b/i.test(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
