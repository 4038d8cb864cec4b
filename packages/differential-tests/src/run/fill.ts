import { symbolPattern } from '../model/symbols.ts'
import type { Bindings } from './bindings.ts'
import { forge } from './forge.ts'

/** A text with the values of one server for its symbols. One that stands for nothing yet stays as it is. */
export function fill(text: string, bindings: Bindings, encode = (value: string) => value): string {
  const filled = text
    .replaceAll(symbolPattern, (symbol) => valueFor(symbol, symbol, { bindings, encode }))
    .replaceAll(modelTime, (time) => valueFor(decodeURIComponent(time), time, { bindings, encode }))
  return filled.replaceAll(/~([a-z]+)~([\w.-]+)/g, (_, how: string, token: string) =>
    forge(how, token, bindings),
  )
}

const modelTime = /1970-01-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d\.\d{3}Z/g

function valueFor(
  symbol: string,
  otherwise: string,
  { bindings, encode }: { bindings: Bindings; encode: (value: string) => string },
): string {
  const value = bindings.get(symbol)
  return typeof value === 'string' || typeof value === 'number' ? encode(String(value)) : otherwise
}
