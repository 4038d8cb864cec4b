import { existsSync } from 'node:fs'
import path from 'node:path'
import { type SiteServer, serveSite } from '../site/serve-site.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'
import { build } from './build.ts'
import { placeholderPage } from './placeholder-page.ts'
import { claimPort } from './ports.ts'

export interface SitePlan {
  port: number
  /** Whether it has to be that port; otherwise a free one does, if that is in use. */
  isChosen: boolean
}

/** The docs site. From the start it answers; its pages come when they are built. */
export interface Site {
  url: string
  /** As a browser may name them when its pages ask the apps. */
  origins: string[]
  /** Builds the pages, and says how that went. Resolves with whether they are there. */
  build: (signal: AbortSignal) => Promise<boolean>
  stop: () => Promise<void>
}

const folder = 'docs'

/**
 * Opens the docs site of this checkout, if it has one.
 * @throws UserError when the chosen port is in use
 */
export async function openSite(plan: SitePlan, say: (text: string) => void): Promise<Site | undefined> {
  if (!existsSync(path.join(workspaceRoot, folder, 'package.json'))) return undefined
  let placeholder = placeholderPage('building')
  const server = await serveOnPort(await findPort(plan, say), () => placeholder)
  return {
    url: server.url,
    origins: [server.url, server.url.replace('127.0.0.1', 'localhost')].map((url) => new URL(url).origin),
    async build(signal) {
      const begun = performance.now()
      try {
        await build([{ folder }], signal, { inBackground: true })
        placeholder = undefined
        say(`The docs site is ready (${((performance.now() - begun) / 1000).toFixed(1)} s): ${server.url}`)
        return true
      } catch (error) {
        if (signal.aborted) return false
        placeholder = placeholderPage('failed')
        say(
          `The docs site could not be built, the apps run on. ${error instanceof Error ? error.message : error}`,
        )
        return false
      }
    },
    stop: server.stop,
  }
}

function serveOnPort(port: number, placeholder: () => string | undefined): Promise<SiteServer> {
  return serveSite({ folder: path.join(workspaceRoot, folder, 'dist'), port, placeholder })
}

async function findPort({ port, isChosen }: SitePlan, say: (text: string) => void): Promise<number> {
  try {
    return await claimPort(port, {
      name: 'the docs site',
      elsewhere: '--docs-port <n>, or leave it out with --no-docs',
    })
  } catch (error) {
    if (isChosen || !(error instanceof UserError)) throw error
    say(`Port ${port} is in use: the docs site takes another. --docs-port <n> chooses one.`)
    return 0
  }
}
