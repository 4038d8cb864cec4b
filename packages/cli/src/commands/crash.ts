import { randomInt } from 'node:crypto'
import { type FaultName, faultNames } from '@backend-rosetta/crash-tests/faults/faults'
import { chooseApps } from '../apps.ts'
import { toCommand } from '../command.ts'
import { runCrashCommand } from '../crash/run-crash-command.ts'
import { parseCount } from '../flags.ts'
import { didYouMean } from '../nearest.ts'
import { UserError } from '../user-error.ts'

export const crashCommand = toCommand({
  meta: {
    name: 'pnpm crash',
    description:
      'Breaks things around an app while people shop: kills it, PostgreSQL, the gateway, connections; sets its clock; ' +
      'fills its disk; sends ten times what it can answer. After each it looks whether anything is lost or doubled.',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'Which apps, by name; all of this checkout by default.',
    },
    fault: {
      type: 'string',
      description: `What to break: ${faultNames.join(', ')}; several with commas, all by default.`,
      valueHint: 'name,…',
    },
    kills: { type: 'string', default: '5', description: 'How often each app is killed.', valueHint: 'n' },
    rounds: {
      type: 'string',
      default: '1',
      description: 'How often each of the other faults comes.',
      valueHint: 'n',
    },
    overload: {
      type: 'string',
      default: '30',
      description: 'How many seconds of overload; 0 for none.',
      valueHint: 'seconds',
    },
    seed: { type: 'string', description: 'Repeats the faults of an earlier run.', valueHint: 'n' },
    minutes: {
      type: 'string',
      default: '30',
      description: 'When it is over, whatever is left.',
      valueHint: 'n',
    },
    json: { type: 'string', description: 'Writes the whole result to this file.', valueHint: 'file' },
  },
  async run({ args }) {
    process.exitCode = await runCrashCommand({
      apps: chooseApps(args._),
      faults: parseFaults(args.fault),
      kills: parseCount('--kills', args.kills),
      rounds: parseCount('--rounds', args.rounds),
      overloadSeconds: args.overload === '0' ? 0 : parseCount('--overload', args.overload),
      seed: args.seed === undefined ? randomInt(1, 1_000_000) : parseCount('--seed', args.seed),
      minutes: parseCount('--minutes', args.minutes),
      jsonFile: args.json,
    })
  },
})

function parseFaults(list: string | undefined): FaultName[] {
  if (list === undefined) return [...faultNames]
  const words = list.split(',').map((word) => word.trim())
  return words.filter(Boolean).map((word) => {
    const found = faultNames.find((name) => name === word)
    if (found) return found
    throw new UserError(
      `There is no fault "${word}".${didYouMean(word, faultNames)} The faults are: ${faultNames.join(', ')}.`,
    )
  })
}
