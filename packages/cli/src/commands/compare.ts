import { type OperationId, operationIds } from '@backend-rosetta/contract/operations'
import { type App, chooseApps, presentApps } from '../apps.ts'
import { toCommand } from '../command.ts'
import { askApps, askOperation } from '../compare/ask.ts'
import { findOperation, readColumns } from '../compare/comparison.ts'
import { renderComparison } from '../compare/render.ts'
import { pageOfTerminal, show } from '../compare/show.ts'
import { didYouMean } from '../nearest.ts'
import { kebabCase } from '../tours/kebab-case.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

export const compareCommand = toCommand({
  meta: {
    name: 'pnpm compare',
    description: 'Shows the code of one operation in several styles side by side. Asks for what is not said.',
  },
  args: {
    operation: {
      type: 'positional',
      required: false,
      description: `Which one: ${operationIds.map(kebabCase).join(', ')}.`,
    },
    app: { type: 'positional', required: false, description: 'Which styles, such as express nestjs.' },
    json: { type: 'boolean', description: 'Prints it as data: app, passages, counts.', default: false },
  },
  async run({ args }) {
    const [name, ...names] = args._
    const id = name === undefined ? await askOperation() : parseOperation(name)
    if (id === undefined) return
    const apps = await appsOf(names, name === undefined)
    if (apps === undefined) return
    const columns = apps.flatMap((app) => readColumns(workspaceRoot, app).get(id) ?? [])
    if (args.json) process.stdout.write(`${JSON.stringify(columns, undefined, 2)}\n`)
    else await show(await renderComparison(id, columns, await pageOfTerminal()))
  },
})

function parseOperation(name: string): OperationId {
  const id = findOperation(name)
  if (id) return id
  const known = operationIds.map(kebabCase)
  throw new UserError(
    `There is no operation "${name}".${didYouMean(name, known)} The operations are: ${known.join(', ')}.`,
  )
}

/** Those that are named, or asked for; all when an operation is named and no style. */
async function appsOf(names: readonly string[], ask: boolean): Promise<App[] | undefined> {
  if (!ask) return chooseApps(names)
  const present = presentApps().map((app) => app.name)
  const chosen = present.length > 1 ? await askApps(present) : present
  return chosen && chooseApps(chosen)
}
