// The first thing that runs in a fresh clone: plain JavaScript without dependencies, for any Node from 18 on.
// It provides a recent Node, pnpm and node_modules, then hands over to src/main.ts.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './bootstrap/environment.mjs'
import { BootstrapError, Interrupted } from './bootstrap/error.mjs'
import { installDependencies } from './bootstrap/install.mjs'
import { run } from './bootstrap/run.mjs'
import { findNode } from './bootstrap/toolchain.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const main = path.join(root, 'packages/cli/src/main.ts')

try {
  const node = await findNode(root)
  const pnpm = await installDependencies(root, node)
  process.exitCode = await run(
    node,
    ['--conditions=@backend-rosetta/source', main, ...process.argv.slice(2)],
    {
      env: childEnvironment([path.dirname(node), path.dirname(pnpm)]),
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      // In a group of its own, Ctrl-C reaches it once, from here, and not from the terminal as well.
      detached: process.platform !== 'win32',
    },
  )
} catch (error) {
  process.exitCode = 1
  if (error instanceof Interrupted) process.kill(process.pid, error.signal)
  else if (error instanceof BootstrapError) process.stderr.write(`${error.message}\n`)
  else throw error
}
