import { readFileSync, writeFileSync } from 'node:fs'
import schema from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' }
import { Ajv } from 'ajv'
import packageJson from '../package.json' with { type: 'json' }
import { buildAsyncApi } from './asyncapi.ts'

/** Writes asyncapi.json, or with `--check` fails when the committed one is not valid or follows no more from the schemas. */
const file = new URL('../asyncapi.json', import.meta.url)
const built = buildAsyncApi(packageJson.version)
const document = `${JSON.stringify(built, null, 2)}\n`

const ajv = new Ajv({ strict: false, validateFormats: false })
if (!ajv.validate(schema, built)) {
  console.error(`apps/event-driven/asyncapi.json is no AsyncAPI 3.0: ${ajv.errorsText()}`)
  process.exitCode = 1
} else if (!process.argv.includes('--check')) {
  writeFileSync(file, document)
} else if (readFileSync(file, 'utf8') !== document) {
  console.error('apps/event-driven/asyncapi.json is stale: run `pnpm generate` and commit it.')
  process.exitCode = 1
}
