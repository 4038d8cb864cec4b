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

/** Starts an app under the suite's control; `signal` says that the run was interrupted meanwhile. */
export type AppLauncher = (signal: AbortSignal) => Promise<RunningTarget>

/** Servers that can be named instead of a URL. */
export type Apps = Readonly<Record<string, AppLauncher>>

/** The target that the options name, started where they say so. Throws a `UsageError` or a `TargetError`. */
export async function findTarget(options: Options, apps: Apps, signal: AbortSignal): Promise<RunningTarget> {
  const { app, urls, serverCommand } = options
  if (app !== undefined) return appLauncher(app, options, apps)(signal)
  if (urls.length === 0 && !serverCommand) {
    const names = Object.keys(apps)
    throw new UsageError(
      `Nothing to test: give --url <origin>${names.length > 0 ? ` or one of ${names.join(', ')}` : ''}.`,
    )
  }
  return startNamed(options, adminOf(options))
}

function appLauncher(name: string, { urls }: Options, apps: Apps): AppLauncher {
  const launch = Object.hasOwn(apps, name) ? apps[name] : undefined
  if (!launch) {
    const names = Object.keys(apps)
    const known = names.length > 0 ? `: there is ${names.join(', ')}` : ''
    throw new UsageError(
      `"${name}" is not a command or an app here${known}. A running server is named with --url.`,
    )
  }
  if (urls.length > 0) throw new UsageError(`Either the app ${name} or --url, not both.`)
  return launch
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
