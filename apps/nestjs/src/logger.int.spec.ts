import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

it.runIf(process.platform === 'linux')('a log that cannot be written ends nothing', async () => {
  const logger = new URL('./logger.ts', import.meta.url)
  const program = `
    const { createLogger } = await import('${logger}')
    const log = createLogger('info')
    for (let line = 0; line < 10_000; line++) log.info({ line }, 'a line')
    console.error('still here')
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  })
  const [written, [code]] = await Promise.all([text(child.stderr ?? Readable.from([])), once(child, 'exit')])
  expect({ written, code }).toEqual({ written: 'still here\n', code: 0 })
})
