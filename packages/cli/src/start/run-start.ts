import { once } from 'node:events'
import path from 'node:path'
import { tryLock } from '../../bootstrap/lock.mjs'
import type { App } from '../apps.ts'
import { interruption } from '../interruption.ts'
import { UserError } from '../user-error.ts'
import { dataFolder } from '../workspace.ts'
import { deathOf, type RunningApp } from './app.ts'
import { followLog } from './follow-log.ts'
import { overview, readyLine, siteLine } from './overview.ts'
import { type Session, startSession } from './session.ts'
import { openSite, type Site, type SitePlan } from './site.ts'

export interface StartOptions {
  apps: readonly App[]
  gatewayPort: number
  /** The docs site too, and where. */
  docs: SitePlan | undefined
  json: boolean
  reset: boolean
  verbose: boolean
}

/**
 * The `start` command: everything up, told to the user, until Ctrl-C.
 * @throws UserError or DatabaseSetupError when it cannot start, or when an app ends by itself
 */
export async function runStart(options: StartOptions): Promise<void> {
  const begun = performance.now()
  const release = claimClone()
  const interrupted = interruption()
  let site: Site | undefined
  try {
    site = options.docs && (await openSite(options.docs, say))
    const session = await startSession({
      ...options,
      folder: dataFolder,
      siteOrigins: site?.origins ?? [],
      say,
      onReady: (app, gatewayUrl) => options.json && print(readyLine(app, gatewayUrl)),
      signal: interrupted,
    })
    if (!options.json) print(overview(session, { siteUrl: site?.url, tookMs: performance.now() - begun }))
    await serve({ ...session, site }, options, interrupted)
  } catch (error) {
    if (!interrupted.aborted) throw error
    process.exitCode = 130
  } finally {
    await site?.stop()
    release()
  }
}

async function serve(
  session: Session & { site: Site | undefined },
  { verbose, json }: StartOptions,
  interrupted: AbortSignal,
): Promise<void> {
  const unfollow = verbose ? session.apps.map(follow) : []
  const stopping = new AbortController()
  const { site } = session
  // The apps first: what builds the pages keeps a processor busy for a while.
  const built = site?.build(AbortSignal.any([interrupted, stopping.signal])).then((isBuilt) => {
    if (isBuilt && json) print(siteLine(site.url))
  })
  try {
    const deaths = session.apps.map(async (app) => {
      throw deathOf(app, await app.ended)
    })
    await Promise.race([...deaths, interrupted.aborted || once(interrupted, 'abort')])
  } finally {
    say('Stopping …')
    for (const stop of unfollow) stop()
    stopping.abort()
    await Promise.all([built, session.stop()])
    say('Stopped.')
  }
}

function follow({ app, logFile }: RunningApp): () => void {
  return followLog(logFile, (line) => say(`${app.name} | ${line}`))
}

/** Two starts in one clone would share ports and data. */
function claimClone(): () => void {
  const release = tryLock(path.join(dataFolder, 'start.lock'))
  if (typeof release === 'function') return release
  throw new UserError(
    `npm start runs in this clone already (process ${release}): use that one, or stop it with Ctrl-C there.`,
  )
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
