import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { whyNoWorkerd } from '../emulators/workers/workerd.ts'
import { copySwaggerUi } from './copy-swagger-ui.ts'
import { appFolder, runTool } from './run-tool.ts'

/**
 * The Worker as `wrangler deploy` uploads it, made by wrangler itself, which checks wrangler.jsonc on the way, and what
 * that file says in the words of miniflare, so that the emulator does not have to load all of wrangler.
 * @returns whether there is one: where no Worker can run, none is made
 */
export async function bundleWorker(): Promise<boolean> {
  await copySwaggerUi(path.join(appFolder, 'dist/worker-assets'))
  const reason = whyNoWorkerd()
  if (reason) {
    // In CI nothing is left out silently.
    if (process.env['ROSETTA_SERVICES'] === 'required') throw new Error(reason)
    process.stderr.write(`No bundle for Workers: ${reason}\n`)
    return false
  }
  const { unstable_getMiniflareWorkerOptions: optionsOf, unstable_readConfig: readConfig } = await import(
    'wrangler'
  )
  const config = readConfig({ config: path.join(appFolder, 'wrangler.jsonc') })
  const { workerOptions } = optionsOf(config)
  // Without what wrangler finds in .env: secrets do not belong into a file of the bundle.
  const options = { ...workerOptions, bindings: config.vars }
  await runTool('wrangler', 'wrangler', ['deploy', '--dry-run', '--outdir', 'dist/worker'])
  await writeFile(path.join(appFolder, 'dist/worker/options.json'), JSON.stringify(options, null, 2))
  return true
}
