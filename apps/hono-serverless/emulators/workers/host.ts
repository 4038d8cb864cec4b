/**
 * Runs workerd, in a process between it and the emulator: where that one is killed, this one hears of it and takes
 * workerd along.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

const dist = path.resolve(import.meta.dirname, '../../dist')
const bundle = path.join(dist, 'worker')

/** As often as a cron trigger can fire. */
const cronMilliseconds = 60_000

const miniflare = new Miniflare(
  convertV4MiniflareOptions({ host: '127.0.0.1', port: 0, workers: [worker()] }),
)
process.once('disconnect', async () => {
  await miniflare.dispose().catch(console.error)
  process.exit()
})
const url = await miniflare.ready.catch((error: unknown) => {
  // Told to end while it starts, it is never ready.
  if (process.connected) throw error
})
if (url) process.send?.(url.port)
if (url && !process.argv.includes('--no-cron')) {
  fireCron()
  setInterval(fireCron, cronMilliseconds)
}

/** What wrangler.jsonc says, with this environment for variables and secrets, and its database behind Hyperdrive. */
function worker() {
  const { modulesRules: _, ...options } = JSON.parse(readFileSync(path.join(bundle, 'options.json'), 'utf8'))
  const { DATABASE_URL = '', ...variables } = process.env
  return {
    ...options,
    name: 'order-api',
    rootPath: bundle,
    modulesRoot: bundle,
    modules: modules(),
    bindings: { ...options.bindings, ...variables },
    hyperdrives: { HYPERDRIVE: withPassword(DATABASE_URL) },
    assets: { ...options.assets, directory: path.join(dist, 'worker-assets') },
  }
}

/** The Worker first, and what wrangler has put beside it. */
function modules() {
  const beside = readdirSync(bundle).filter((file) => file.endsWith('.wasm'))
  return [
    { type: 'ESModule' as const, path: path.join(bundle, 'worker.js') },
    ...beside.map((file) => ({ type: 'CompiledWasm' as const, path: path.join(bundle, file) })),
  ]
}

/** Hyperdrive takes no database without one; where none is needed, any will do. */
function withPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.password ||= 'none'
  return url.href
}

function fireCron(): void {
  miniflare
    .getWorker('order-api')
    .then((fetcher) => fetcher.scheduled({ cron: '* * * * *' }))
    .catch(console.error)
}
