/** What each runtime is given: `dist/server.js` for Node, `dist/lambda/` to be zipped, `dist/worker/` as it is deployed. */
import { bundleLambda } from './bundle-lambda.ts'
import { bundleNode } from './bundle-node.ts'
import { bundleWorker } from './bundle-worker.ts'

await Promise.all([bundleNode(), bundleLambda(), bundleWorker()])
