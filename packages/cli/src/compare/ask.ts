import { type OperationId, operation, operationIds } from '@backend-rosetta/contract/operations'
import { autocomplete, isCancel, multiselect } from '@clack/prompts'
import { kebabCase } from '../tours/kebab-case.ts'
import { UserError } from '../user-error.ts'
import { findOperation } from './comparison.ts'

/** Asks which operation. `undefined` when the person thinks better of it. */
export async function askOperation(): Promise<OperationId | undefined> {
  requireTerminal()
  const options = operationIds.map((id) => ({ value: kebabCase(id), hint: operation(id).summary }))
  const answer = await autocomplete({ message: 'Which operation?', options, maxItems: 12 })
  return isCancel(answer) ? undefined : findOperation(answer)
}

/** Asks which styles. `undefined` when the person thinks better of it. */
export async function askApps(names: readonly string[]): Promise<string[] | undefined> {
  requireTerminal()
  const options = names.map((value) => ({ value, label: value }))
  const answer = await multiselect({ message: 'Which styles?', options, initialValues: names.slice(0, 2) })
  return isCancel(answer) ? undefined : answer
}

function requireTerminal(): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return
  throw new UserError('Say which operation, and which styles: pnpm compare place-order express nestjs')
}
