import { availableParallelism } from 'node:os'
import { listText } from '@backend-rosetta/mutation-tests/report'
import { toCommand } from '../command.ts'
import { parseCount } from '../flags.ts'
import { chosenBugs } from '../mutants/choose-bugs.ts'
import { runMutantsCommand } from '../mutants/run-mutants-command.ts'

const minutes = { quick: 60, full: 600 }

export const mutantsCommand = toCommand({
  meta: {
    name: 'pnpm mutants',
    description:
      'Puts known bugs into copies of the apps, one at a time, and makes sure that the contract suite notices.',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'Whose bugs, such as express nestjs; those of all apps by default.',
    },
    only: { type: 'string', description: 'Some bugs; several with commas.', valueHint: 'id,…' },
    part: {
      type: 'string',
      description: 'A share of them, such as 2/3: the second of three that make up the whole.',
      valueHint: 'k/n',
    },
    full: {
      type: 'boolean',
      default: false,
      description:
        'Runs the whole suite for each bug, not only the check that it names. Takes a minute each.',
    },
    list: { type: 'boolean', default: false, description: 'Prints the bugs and tries none.' },
    jobs: {
      type: 'string',
      default: String(availableParallelism()),
      description: 'Apps that run at the same time: as many as there are processors unless said.',
      valueHint: 'n',
    },
    minutes: {
      type: 'string',
      description: `When to stop: ${minutes.quick} unless said, with --full ${minutes.full}.`,
      valueHint: 'n',
    },
    json: {
      type: 'string',
      description: 'Writes the result to this file. What it says of other bugs stays.',
      valueHint: 'file',
    },
    bugs: { type: 'string', description: 'A file of bugs of your own, YAML or JSON.', valueHint: 'file' },
    folder: { type: 'string', description: 'With --bugs: the app that they are in.', valueHint: 'folder' },
    run: {
      type: 'string',
      description: 'With --folder: what Node runs there, in words. From src/server.ts unless said.',
      valueHint: 'words',
    },
    build: {
      type: 'string',
      description: 'With --folder: what Node runs there before, such as node_modules/typescript/bin/tsc.',
      valueHint: 'words',
    },
  },
  async run({ args }) {
    const chosen = await chosenBugs({ ...args, apps: args._ })
    if (args.list) process.stdout.write(listText(chosen.bugs))
    else process.exitCode = await runMutantsCommand({ ...chosen, ...settings(args) })
  },
})

interface Flags {
  full: boolean
  jobs: string
  minutes?: string | undefined
  json?: string | undefined
}

function settings({ full, jobs, minutes: given, json }: Flags) {
  return {
    full,
    jobs: parseCount('--jobs', jobs),
    minutes: parseCount('--minutes', given ?? String(full ? minutes.full : minutes.quick)),
    jsonFile: json,
  }
}
