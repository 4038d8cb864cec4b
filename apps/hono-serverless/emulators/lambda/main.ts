import path from 'node:path'
import { runPlatform } from '../command.ts'
import { createFunction } from './function.ts'
import { functionUrl } from './function-url.ts'
import { schedule } from './schedule.ts'
import { functionOf, readTemplate } from './template.ts'

const dist = path.resolve(import.meta.dirname, '../../dist/lambda')

/** Both functions of the template, with its limits: one behind a URL, one behind a schedule. */
await runPlatform(path.join(dist, 'index.mjs'), async () => {
  const template = readTemplate()
  function start(name: string, spares: number) {
    const { file, ...limits } = functionOf(template, name)
    return createFunction({ ...limits, spares, file: path.join(dist, `${file}.mjs`), env: process.env })
  }
  const api = start('Api', 6)
  const settle = start('Settle', 0)
  const endSchedule = schedule(settle)
  return {
    serve: functionUrl(api),
    async stop() {
      endSchedule()
      await Promise.all([api.stop(), settle.stop()])
    },
  }
})
