import type { TryApp } from './types.ts'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const key = 'rosetta-addresses'

/** Where each app is looked for: what the user said, else where `npm start` puts it. */
export function readAddresses(apps: readonly TryApp[], store: Store): Map<string, string> {
  const saved = parse(store.getItem(key))
  return new Map(apps.map(({ name, url }) => [name, saved.get(name) ?? url]))
}

/** Remembers those that differ from where `npm start` puts them. */
export function saveAddresses(
  apps: readonly TryApp[],
  addresses: ReadonlyMap<string, string>,
  store: Store,
): void {
  const own = apps.flatMap(({ name, url }) => {
    const address = addresses.get(name)
    return address === undefined || address === url ? [] : [[name, address]]
  })
  if (own.length === 0) store.removeItem(key)
  else store.setItem(key, JSON.stringify(Object.fromEntries(own)))
}

/** The origin that somebody typed, or nothing if it is none: `localhost:8080` will do. */
export function toAddress(text: string): string | undefined {
  const typed = text.trim()
  const url = URL.parse(/^https?:\/\//i.test(typed) ? typed : `http://${typed}`)
  if (!url || typed === '') return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function parse(json: string | null): Map<string, string> {
  try {
    const saved: unknown = JSON.parse(json ?? '{}')
    const entries = typeof saved === 'object' && saved !== null ? Object.entries(saved) : []
    return new Map(
      entries.flatMap(([name, address]) => (typeof address === 'string' ? [[name, address] as const] : [])),
    )
  } catch {
    // Written by somebody else, or by hand.
    return new Map()
  }
}
