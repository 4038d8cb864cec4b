import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds on a page that keeps people from using it: rule, and where. Empty on a good page. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await settle(page)
  await page.evaluate(axe.source)
  // Preloading reads every style sheet once more, for rules that are experimental or about sound.
  const { violations } = await page.evaluate(() =>
    window.axe.run({ resultTypes: ['violations'], preload: false }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`),
    )
    .filter((violation) => !isShortcutOfSearch(violation))
}

/** Expressive Code lets the keyboard reach code that scrolls only once the browser is idle. */
async function settle(page: Page): Promise<void> {
  const isReached = () =>
    [...document.querySelectorAll('.expressive-code pre')].every(
      (pre) => pre.scrollWidth <= pre.clientWidth || pre.hasAttribute('tabindex'),
    )
  // If it never does, axe says so better.
  await page.waitForFunction(isReached, undefined, { timeout: 3_000 }).catch(() => undefined)
}

/** Starlight's search button shows its shortcut, "Ctrl K", which is rightly no part of its name. */
function isShortcutOfSearch(violation: string): boolean {
  return violation.startsWith('label-content-name-mismatch: button[data-open-modal')
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
