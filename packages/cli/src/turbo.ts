import path from 'node:path'
import { workspaceRoot } from './workspace.ts'

/** turbo's own program, so that it can be run with Node and no shell. */
export const turboProgram = path.join(workspaceRoot, 'node_modules/turbo/bin/turbo')
