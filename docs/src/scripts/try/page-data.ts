import { find } from '../dom.ts'
import type { TryData } from './types.ts'

/** What the build has put into the page. */
export function pageData(): TryData {
  const { textContent } = find(document, '#try-data', HTMLScriptElement)
  return JSON.parse(textContent)
}
