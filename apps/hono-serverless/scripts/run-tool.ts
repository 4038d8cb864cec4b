import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import { text } from 'node:stream/consumers'

export const appFolder = path.resolve(import.meta.dirname, '..')

const require = createRequire(import.meta.url)

/**
 * Runs a command-line tool of this app's dependencies with Node and no shell. What it says is shown where it fails.
 * @returns what it wrote to standard output
 */
export async function runTool(
  packageName: string,
  tool: string,
  parameters: readonly string[],
): Promise<string> {
  const manifest = require.resolve(`${packageName}/package.json`)
  const { bin }: { bin: Record<string, string> } = require(manifest)
  const program = path.join(path.dirname(manifest), bin[tool] ?? '')
  const child = spawn(process.execPath, [program, ...parameters], {
    cwd: appFolder,
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_LOG_PATH: 'node_modules/.cache/wrangler',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], output, errors] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ])
  if (code === 0) return output
  throw new Error(`${tool} ${parameters.join(' ')} ended with ${code}:\n${output}\n${errors}`)
}
