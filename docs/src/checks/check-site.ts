import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { budgetFaults, type PageWeight, weigh } from './budgets.ts'
import { linkFaults } from './link-faults.ts'
import { readSite } from './read-site.ts'

/** Fails the build on a broken link, an orphan page, and a page over its budget. */
export function checkSite(): AstroIntegration {
  let base = '/'
  return {
    name: 'check-site',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base
      },
      'astro:build:done': ({ dir, logger }) => {
        const site = readSite(fileURLToPath(dir), base)
        const weights = weigh(site)
        const faults = [...linkFaults(site), ...budgetFaults(weights)]
        if (faults.length > 0) throw new Error(`The site has faults:\n  ${faults.join('\n  ')}`)
        logger.info(
          `${site.pages.size} pages: no broken link, no orphan. The heaviest: ${heaviest(weights)}.`,
        )
      },
    },
  }
}

function heaviest(all: readonly PageWeight[]): string {
  const names = ['html', 'css', 'javascript', 'requests', 'elements'] as const
  return names
    .map((name) => {
      const [page, weight] = all.reduce((most, next) => (next[1][name] > most[1][name] ? next : most))
      return `${name} ${Math.round(weight[name])} (/${page})`
    })
    .join(', ')
}
