import { readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'

/** The contract's OpenAPI document, as it is. */
export function GET(): Response {
  const file = path.join(workspaceRoot, 'packages/contract/openapi.json')
  return new Response(readFileSync(file, 'utf8'), { headers: { 'Content-Type': 'application/json' } })
}
