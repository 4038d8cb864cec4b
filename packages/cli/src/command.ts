import { type ArgsDef, type CommandDef, parseArgs, renderUsage, runCommand } from 'citty'
import { didYouMean } from './nearest.ts'
import { UserError } from './user-error.ts'

/** A command whose own arguments no longer show in its type. */
export interface Command {
  help: () => Promise<string>
  /** @throws UserError for a flag that it does not have, and what the command itself throws */
  run: (rawArgs: readonly string[]) => Promise<void>
}

/** Makes a command out of citty's definition. */
export function toCommand<Args extends ArgsDef>(definition: CommandDef<Args> & { args: Args }): Command {
  return {
    help: () => renderUsage(definition),
    async run(rawArgs) {
      refuseUnknownFlags(definition.args, rawArgs)
      await runCommand(definition, { rawArgs: [...rawArgs] })
    },
  }
}

/** citty takes any flag, but a mistyped one must not be a silent no. */
function refuseUnknownFlags(args: ArgsDef, rawArgs: readonly string[]): void {
  const known = Object.keys(args)
  const flags = known.filter((name) => args[name]?.type !== 'positional').map((name) => `--${name}`)
  const given = Object.keys(parseArgs(beforeDashes(rawArgs), args))
  const unknown = given.find((name) => name !== '_' && !known.includes(kebabCase(name)))
  if (unknown === undefined) return
  throw new UserError(`There is no flag --${unknown}.${didYouMean(`--${unknown}`, flags)} --help lists all.`)
}

/** What stands after `--` is for somebody else. */
export function beforeDashes(rawArgs: readonly string[]): string[] {
  const end = rawArgs.indexOf('--')
  return rawArgs.slice(0, end === -1 ? undefined : end)
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
