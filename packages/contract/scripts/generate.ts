import { readFileSync, writeFileSync } from 'node:fs'
import packageJson from '../package.json' with { type: 'json' }
import { buildOpenApi } from './openapi.ts'

/** Writes openapi.json, or with `--check` fails when the committed one no longer follows from the sources. */
const file = new URL('../openapi.json', import.meta.url)
const document = `${JSON.stringify(buildOpenApi(packageJson.version), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, document)
} else if (readFileSync(file, 'utf8') !== document) {
  console.error('packages/contract/openapi.json is stale: run `pnpm generate` and commit it.')
  process.exitCode = 1
}
