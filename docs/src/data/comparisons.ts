import { presentApps } from '@backend-rosetta/cli/apps'
import { type Column, readColumns } from '@backend-rosetta/cli/compare/comparison'
import { kebabCase } from '@backend-rosetta/cli/tours/kebab-case'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { type OperationId, operation, operationIds } from '@backend-rosetta/contract/operations'
import { notices } from './notices.ts'

/** The styles, in the order in which they are shown. */
export const styles = presentApps().map(({ name }) => name)

export interface Comparison {
  id: OperationId
  /** In addresses and region markers: `place-order`. */
  slug: string
  summary: string
  method: string
  path: string
  columns: Column[]
  /** What is worth noticing, in a few sentences. */
  notice: string
}

const byApp = presentApps().map((app) => readColumns(workspaceRoot, app))

/** Every operation of the contract, with its way through each style. */
export const comparisons: Comparison[] = operationIds.map((id) => {
  const { summary, method, path } = operation(id)
  const columns = byApp.flatMap((columnsOf) => columnsOf.get(id) ?? [])
  return { id, slug: kebabCase(id), summary, method, path, columns, notice: notices[id] }
})
