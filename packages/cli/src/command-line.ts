import { stripVTControlCharacters } from 'node:util'
import { beforeDashes, type Command } from './command.ts'
import { didYouMean } from './nearest.ts'
import { UserError } from './user-error.ts'

interface Entry {
  summary: string
  /** On demand: `start` need not wait for what only `check` uses. */
  load: () => Promise<Command>
}

const commands: Record<string, Entry> = {
  start: {
    summary: 'run the apps with a real PostgreSQL, a payment gateway and demo data',
    load: async () => (await import('./commands/start.ts')).startCommand,
  },
  test: {
    summary: 'run the tests of every workspace',
    load: async () => (await import('./commands/test.ts')).testCommand,
  },
  contract: {
    summary: 'hold a server to the contract',
    load: async () => (await import('./commands/contract.ts')).contractCommand,
  },
  compare: {
    summary: 'show the code of one operation in several styles side by side',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  bench: {
    summary: 'measure the apps: speed, start-up, memory, size',
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
  mutants: {
    summary: 'put known bugs into the apps and make sure that the suite notices',
    load: async () => (await import('./commands/mutants.ts')).mutantsCommand,
  },
  crash: {
    summary: 'break things around the apps under load, and look whether anything is lost',
    load: async () => (await import('./commands/crash.ts')).crashCommand,
  },
  differential: {
    summary: 'send the same generated requests to all apps and compare what they answer',
    load: async () => (await import('./commands/differential.ts')).differentialCommand,
  },
  scorecard: {
    summary: 'write the table of the README that says how each app does',
    load: async () => (await import('./commands/scorecard.ts')).scorecardCommand,
  },
  check: {
    summary: 'check region markers, tours, and the tables generated from them and from results',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  generate: {
    summary: 'write the tables that are generated from the tours and from results',
    load: async () => (await import('./commands/generate.ts')).generateCommand,
  },
  exec: {
    summary: 'run any program with the Node and pnpm of this clone',
    load: async () => (await import('./commands/exec.ts')).execCommand,
  },
}

/**
 * Runs one command of the repository.
 * @param parameters the command's name and its arguments
 * @throws UserError for what the user typed wrong
 */
export async function runCommandLine(parameters: readonly string[]): Promise<void> {
  const [name = '--help', ...rest] = parameters
  // pnpm leaves the dashes of `pnpm start -- express` in, npm takes them out.
  const rawArgs = rest[0] === '--' ? rest.slice(1) : rest
  if (isHelp(name)) return print(overview())
  const command = await findCommand(name).load()
  if (beforeDashes(rawArgs).some(isHelp)) print(await command.help())
  else await command.run(rawArgs)
}

function findCommand(name: string): Entry {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command
  const known = Object.keys(commands)
  throw new UserError(
    `There is no command "${name}".${didYouMean(name, known)} The commands are: ${known.join(', ')}.`,
  )
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
  return `Backend Rosetta.\n\n${lines.join('\n')}\n\nnpm start, npm test, npm run contract, npm run compare, npm run bench, npm run mutants, npm run crash, npm run differential, npm run scorecard; what follows -- goes to the command, such as npm start -- --help.`
}

/** citty colours its help even into a pipe. */
function print(text: string): void {
  const isPlain = !process.stdout.isTTY || Boolean(process.env['NO_COLOR'])
  process.stdout.write(`${isPlain ? stripVTControlCharacters(text) : text}\n`)
}
