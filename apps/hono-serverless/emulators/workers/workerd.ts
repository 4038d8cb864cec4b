import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

/** Why Workers cannot run here, if they cannot: workerd is a program for some systems only. */
export function whyNoWorkerd(): string | undefined {
  try {
    const { default: program }: { default: string } = requireLikeMiniflare('workerd')
    const { error, status } = spawnSync(program, ['--version'], { windowsHide: true })
    if (!error && status === 0) return undefined
    return `workerd does not run on this system: ${error?.message ?? `it ended with ${status}`}`
  } catch {
    return `there is no workerd for ${process.platform} on ${process.arch}`
  }
}

function requireLikeMiniflare(name: string) {
  return createRequire(createRequire(import.meta.url).resolve('miniflare'))(name)
}
