import { readResults } from '@backend-rosetta/cli/scorecard/results'

/** What the tools measured and is kept beside this file; of a checkout that has not measured yet, nothing. */
export const results = readResults()
