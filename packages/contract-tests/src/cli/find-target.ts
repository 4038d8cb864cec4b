import { TargetError } from '../failures.ts'
import { launchServer } from '../server/launch.ts'
import { createLauncher } from '../server/launcher.ts'
import type { Target } from '../target.ts'
import type { Options } from './options.ts'
import { UsageError } from './values.ts'

/** A target and how to let go of it. */
export interface RunningTarget {
  target: Target
  stop(): Promise<void>
}

/** Starts an app of this repository under the suite's control. */
export type AppLauncher = () => Promise<RunningTarget>

/** The target that the options name, started where they say so. Throws a `UsageError` or a `TargetError`. */
export async function findTarget(
  options: Options,
  apps: Readonly<Record<string, AppLauncher>>,
): Promise<RunningTarget> {
  const { app, urls, serverCommand } = options
  if (app !== undefined) return startApp(app, options, apps)
  if (urls.length === 0 && !serverCommand) {
    const names = Object.keys(apps)
    throw new UsageError(
      `Nothing to test: give --url <origin>${names.length > 0 ? ` or one of ${names.join(', ')}` : ''}.`,
    )
  }
  return startNamed(options, adminOf(options))
}

async function startApp(
  name: string,
  { urls }: Options,
  apps: Readonly<Record<string, AppLauncher>>,
): Promise<RunningTarget> {
  const launch = Object.hasOwn(apps, name) ? apps[name] : undefined
  if (!launch) {
    const names = Object.keys(apps)
    const known = names.length > 0 ? `: there is ${names.join(', ')}` : ''
    throw new UsageError(
      `"${name}" is not a command or an app here${known}. A running server is named with --url.`,
    )
  }
  if (urls.length > 0) throw new UsageError(`Either the app ${name} or --url, not both.`)
  return launch()
}

async function startNamed(options: Options, admin: Target['admin']): Promise<RunningTarget> {
  const { urls, gatewayUrl, serverCommand, databaseUrl } = options
  const server = serverCommand && {
    command: serverCommand,
    ...(databaseUrl !== undefined && { databaseUrl }),
  }
  const [first, ...more] = urls
  const main = server && first === undefined ? await launchServer(server) : undefined
  const baseUrl = first ?? main?.baseUrl
  if (baseUrl === undefined) throw new TargetError('There is no server to test.')
  return {
    target: {
      name: serverCommand?.join(' ') ?? urls.join(' and '),
      baseUrls: [baseUrl, ...more],
      admin,
      ...(gatewayUrl !== undefined && { gatewayUrl }),
      ...(server && { launcher: createLauncher(server) }),
    },
    stop: async () => main?.close(),
  }
}

function adminOf({ adminEmail: email, adminPassword: password }: Options): Target['admin'] {
  if (!email) throw new UsageError('--admin-email is missing: the suite needs an account of role admin.')
  if (!password) throw new UsageError('--admin-password is missing (or the variable ROSETTA_ADMIN_PASSWORD).')
  return { email, password }
}
