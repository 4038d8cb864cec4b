import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ensureDatabase } from '@backend-rosetta/database/databases'
import { migrate } from '@backend-rosetta/database/migrate'
import { migrationsFolder } from '@backend-rosetta/database/migration-files'
import type { PostgresServer } from '@backend-rosetta/database/postgres-server'
import { seed } from '@backend-rosetta/database/seed'
import type { App } from '../apps.ts'
import { UserError } from '../user-error.ts'
import { fromRoot, workspaceRoot } from '../workspace.ts'
import type { Keeper, KeptApp } from './keeper-client.ts'
import { untilReady } from './readiness.ts'
import { signingSecret } from './secret.ts'

export interface RunningApp extends KeptApp {
  app: App
  url: string
  logFile: string
}

interface Surroundings {
  keeper: Keeper
  gateway: { url: string }
  postgres: PostgresServer
}

/**
 * Starts one app on a database of its own, as in production, and waits until it is ready.
 * @throws UserError with the app's last words if it ends instead
 */
export async function startApp(
  app: App,
  place: { folder: string; reset: boolean; siteOrigins: readonly string[]; signal: AbortSignal },
  { keeper, gateway, postgres }: Surroundings,
): Promise<RunningApp> {
  const databaseUrl = await prepareDatabase(app, { postgres, gateway }, place.reset)
  const logFile = path.join(place.folder, 'logs', `${app.name}.log`)
  mkdirSync(path.dirname(logFile), { recursive: true })
  writeFileSync(logFile, '')
  const kept = await keeper.start({
    name: app.name,
    entry: app.entry,
    folder: path.join(workspaceRoot, app.folder),
    env: {
      ...inherited(),
      CORS_ORIGINS: [process.env['CORS_ORIGINS'] ?? '', ...place.siteOrigins].filter(Boolean).join(','),
      // Zsh and others set HOST to the machine's name: not what is meant here.
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      PORT: String(app.port),
      DATABASE_URL: databaseUrl,
      PAYMENT_GATEWAY_URL: gateway.url,
      JWT_SECRET: signingSecret(place.folder),
      // What V8 has compiled in this start need not be compiled in the next one.
      NODE_COMPILE_CACHE: path.join(place.folder, 'compiled'),
    },
    logFile,
  })
  const running = { ...kept, app, url: `http://127.0.0.1:${app.port}`, logFile }
  const early = new AbortController()
  await Promise.race([
    untilReady(app.name, running.url, AbortSignal.any([place.signal, early.signal])),
    kept.ended.then((how) => Promise.reject(deathOf(running, how))),
  ]).finally(() => early.abort())
  return running
}

/** What to say of an app that ended without being asked to. */
export function deathOf({ app, logFile }: Pick<RunningApp, 'app' | 'logFile'>, how: string): UserError {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-12)
  return new UserError(
    `${app.name} ended (${how}). The end of ${fromRoot(logFile)}:\n  ${lines.join('\n  ')}`,
  )
}

async function prepareDatabase(
  app: App,
  { postgres, gateway }: Omit<Surroundings, 'keeper'>,
  reset: boolean,
): Promise<string> {
  const url = await ensureDatabase(postgres.serverUrl, app.database, { reset })
  await migrate(url, [migrationsFolder, ...app.migrations])
  await seed(url, { gatewayUrl: gateway.url })
  return url
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
