import path from 'node:path'
import { freePort } from '@backend-rosetta/contract-tests/server/launch'
import { openFront } from '../../emulators/front.ts'
import { createFunction } from '../../emulators/lambda/function.ts'
import { functionUrl } from '../../emulators/lambda/function-url.ts'
import { functionOf, readTemplate } from '../../emulators/lambda/template.ts'
import { appFolder } from '../run-tool.ts'
import type { Started } from './requests.ts'

/** From a request that finds no instance. AWS adds the time in which it gets the archive and a machine. */
export async function startLambda(env: NodeJS.ProcessEnv): Promise<Started> {
  const { file, ...limits } = functionOf(readTemplate(), 'Api')
  const lambda = createFunction({
    ...limits,
    spares: 0,
    file: path.join(appFolder, `dist/lambda/${file}.mjs`),
    env,
  })
  const port = await freePort()
  const front = await openFront(functionUrl(lambda), { host: '127.0.0.1', port })
  return {
    url: `http://127.0.0.1:${port}`,
    since: performance.now(),
    async stop() {
      await front.close()
      await lambda.stop()
    },
  }
}
