import { expect, it } from 'vitest'
import { comparisons } from '../comparisons.ts'
import { courseModules } from './course.ts'
import { commandsOf } from './module-commands.ts'

const commands = courseModules.flatMap(commandsOf)

it('says for every module of the guide what to run', () => {
  const guide = courseModules.filter(({ source }) => source === 'guide')
  expect(guide.filter((module) => commandsOf(module).length === 0).map(({ slug }) => slug)).toEqual([])
})

it('compares operations that there are, in styles that have them', () => {
  const compared = commands.filter((command) => command.startsWith('pnpm compare '))
  expect(compared.length).toBeGreaterThan(10)
  for (const command of compared) {
    const [operation, ...styles] = command.split(' ').slice(2)
    const apps = comparisons.find(({ slug }) => slug === operation)?.columns.map(({ app }) => app) ?? []
    expect(apps, command).toEqual(expect.arrayContaining(styles))
  }
})
