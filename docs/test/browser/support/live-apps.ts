import path from 'node:path'
import { chooseApps, presentApps } from '@backend-rosetta/cli/apps'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import type { RunningTarget } from '@backend-rosetta/contract-tests/cli'
import { freePort } from '@backend-rosetta/contract-tests/server/launch'
import type { Environment, LaunchedServer } from '@backend-rosetta/contract-tests/target'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import { startTarget } from '@backend-rosetta/test-support/target'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Site } from './site.ts'

/** Apps that Node runs from their sources as they are. */
const sources = { express: 'src/server.ts', 'event-driven': 'src/main.ts' } as const

export type LiveApp = keyof typeof sources

/** Those that `useLiveApps` starts. */
export const liveApps: readonly LiveApp[] = ['express', 'event-driven']

/** Two apps that run and let the site in, as after `npm start`; the others do not run. */
interface LiveApps {
  addressOf: (app: LiveApp) => string
  /** Opens a page that looks for the apps where they are, or elsewhere. */
  open: (page: string, elsewhere?: Readonly<Record<string, string>>) => Promise<Page>
  /** One more server of an app, on the same database, that ends with the test. */
  launch: (app: LiveApp, env?: Environment) => Promise<LaunchedServer>
}

/** Starts the apps for a group of tests, and ends them after it. */
export function useLiveApps(site: Site): LiveApps {
  const started = new AsyncDisposableStack()
  const targets = new Map<string, RunningTarget['target']>()
  let nowhere = ''
  beforeAll(async () => {
    const release = await provideTestServer()
    started.defer(async () => release?.())
    nowhere = `http://127.0.0.1:${await freePort()}`
    const env = { CORS_ORIGINS: new URL(site.url).origin, NATS_URL: '' }
    for (const name of liveApps) {
      const { target, stop } = await startTarget(optionsOf(name, env))
      started.defer(stop)
      targets.set(name, target)
    }
  }, 180_000)
  afterAll(() => started.disposeAsync())

  const addressOf = (name: string) => targets.get(name)?.baseUrls[0] ?? nowhere
  return {
    addressOf,
    open(page, elsewhere = {}) {
      const own = Object.fromEntries(presentApps().map(({ name }) => [name, addressOf(name)]))
      const addresses = { ...own, ...elsewhere }
      const storage = { 'rosetta-addresses': JSON.stringify(addresses) }
      return site.open(page, { allowed: Object.values(addresses), storage })
    },
    async launch(app, env = {}) {
      const server = await targets.get(app)?.launcher?.launch({ env, database: 'shared' })
      if (!server) throw new Error(`${app} cannot be started once more.`)
      onTestFinished(() => server.close())
      return server
    },
  }
}

function optionsOf(name: LiveApp, env: Environment) {
  const [app] = chooseApps([name])
  if (!app) throw new Error(`This checkout has no ${name}.`)
  return {
    folder: path.join(workspaceRoot, app.folder),
    run: ['--conditions=@backend-rosetta/source', sources[name]],
    migrations: app.migrations,
    env,
    // A browser is busy at the same time.
    startTimeout: 60_000,
  }
}
