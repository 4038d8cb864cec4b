import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type LadderOptions, providePostgres } from '@backend-rosetta/database/ladder'
import type { PostgresServer } from '@backend-rosetta/database/postgres-server'
import { type GatewayProcess, startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { App } from '../apps.ts'
import { UserError } from '../user-error.ts'
import { type RunningApp, startApp } from './app.ts'
import { build } from './build.ts'
import { type Keeper, startKeeper } from './keeper-client.ts'
import { claimPort } from './ports.ts'

export interface SessionPlan {
  apps: readonly App[]
  gatewayPort: number
  /** Of the pages that may ask the apps from a browser. */
  siteOrigins: readonly string[]
  /** Where database, ledger, secret and logs live. */
  folder: string
  /** Forget it all first. */
  reset: boolean
  /** Is told what takes a while, and how long it took. */
  say: (text: string) => void
  /** Is told of each app as soon as it is ready. */
  onReady: (app: RunningApp, gatewayUrl: string) => void
  /** Ends the start early. */
  signal: AbortSignal
}

export interface Session {
  apps: RunningApp[]
  gatewayUrl: string
  postgres: PostgresServer
  /** Ends everything: apps, then gateway, then database. */
  stop: () => Promise<void>
}

interface Services {
  keeper?: Promise<Keeper>
  gateway?: Promise<GatewayProcess>
  postgres?: Promise<PostgresServer>
}

/**
 * Brings up database, gateway and apps, and resolves when every app says that it is ready.
 * @throws UserError or DatabaseSetupError; what was started by then is stopped again
 */
export async function startSession(plan: SessionPlan): Promise<Session> {
  const services: Services = {}
  const stop = () => stopAll(services)
  const failed = new AbortController()
  const signal = AbortSignal.any([plan.signal, failed.signal])
  try {
    mkdirSync(plan.folder, { recursive: true })
    services.keeper = startKeeper(path.join(plan.folder, 'keeper.lock'), () =>
      plan.say('Waiting for the apps of the last run to end …'),
    )
    const keeper = await services.keeper
    const { apps, gatewayPort } = await claimPorts(plan)
    services.postgres = startPostgres(plan)
    services.gateway = startGateway(plan, gatewayPort)
    const [postgres, gateway] = await Promise.all([
      services.postgres,
      services.gateway,
      buildApps(plan, signal),
    ])
    const running = await startApps(plan, apps, { keeper, gateway, postgres })
    return { apps: running, gatewayUrl: gateway.url, postgres, stop }
  } catch (error) {
    failed.abort()
    await stop()
    throw error
  }
}

async function stopAll(services: Services): Promise<void> {
  for (const service of [services.keeper, services.gateway, services.postgres]) {
    // What could not start has said so already.
    const started = await service?.catch(() => undefined)
    await started?.stop()
  }
}

/** All ports first, before anything takes time. */
async function claimPorts(plan: SessionPlan): Promise<{ apps: App[]; gatewayPort: number }> {
  const gatewayPort = await claimPort(plan.gatewayPort, {
    name: 'the payment gateway',
    elsewhere: '--gateway-port <n>',
  })
  const apps: App[] = []
  for (const app of plan.apps) {
    const elsewhere = `npm start -- ${app.name} --port <n>`
    apps.push({ ...app, port: await claimPort(app.port, { name: app.name, elsewhere }) })
  }
  return { apps, gatewayPort }
}

async function startPostgres({ folder, reset, say }: SessionPlan): Promise<PostgresServer> {
  const begun = performance.now()
  const options: LadderOptions = {
    purpose: 'start',
    dataDir: path.join(folder, 'postgres'),
    reset,
    onProgress: say,
  }
  const postgres = await providePostgres(options)
  say(`PostgreSQL runs (${seconds(begun)}): ${postgres.why}.`)
  return postgres
}

async function startGateway({ folder, reset, say }: SessionPlan, port: number): Promise<GatewayProcess> {
  const begun = performance.now()
  const ledgerFile = path.join(folder, 'payments.jsonl')
  if (reset) rmSync(ledgerFile, { force: true })
  try {
    const gateway = await startGatewayProcess({ port, ledgerFile })
    say(`The payment gateway runs (${seconds(begun)}).`)
    return gateway
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error))
  }
}

async function buildApps({ apps, say }: SessionPlan, signal: AbortSignal): Promise<void> {
  const begun = performance.now()
  await build(apps, signal)
  say(`Built ${apps.map((app) => app.name).join(', ')} (${seconds(begun)}).`)
}

async function startApps(
  plan: SessionPlan,
  apps: readonly App[],
  services: { keeper: Keeper; gateway: GatewayProcess; postgres: PostgresServer },
): Promise<RunningApp[]> {
  const begun = performance.now()
  return Promise.all(
    apps.map(async (app) => {
      const running = await startApp(app, plan, services)
      plan.say(`${app.name} is ready (${seconds(begun)}).`)
      plan.onReady(running, services.gateway.url)
      return running
    }),
  )
}

function seconds(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`
}
