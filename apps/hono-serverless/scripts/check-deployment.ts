/**
 * Whether what would be deployed can be: the template against AWS's specification, its handlers against the bundle,
 * wrangler.jsonc by wrangler's own dry run, and the Worker against its limit. Needs no network and no account.
 */
import { readTemplate } from '../emulators/lambda/template.ts'
import { bundleLambda } from './bundle-lambda.ts'
import { bundleWorker } from './bundle-worker.ts'
import { faultsOf } from './cloudformation.ts'
import { workerSize } from './figures/sizes.ts'

/** Ours, in KiB gzipped. Cloudflare takes three times as much, but an isolate that is larger starts later. */
const workerLimit = 1024

const [handlers, hasWorker] = await Promise.all([bundleLambda(), bundleWorker()])
const faults = faultsOf(readTemplate(), handlers).map((fault) => `deploy/aws/template.yaml: ${fault}`)
if (hasWorker && workerSize() > workerLimit) {
  faults.push(`dist/worker: has ${workerSize()} KiB gzipped, and ${workerLimit} is the limit`)
}
for (const fault of faults) process.stderr.write(`${fault}\n`)
if (faults.length > 0) process.exitCode = 1
