import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { describe, expect, it } from 'vitest'
import { courseModules, exercises } from './course.ts'
import { checkExercise, checkPlace, pageExists } from './course-faults.ts'
import { placePath } from './place-path.ts'
import type { Place } from './schema.ts'

/** The sections of the guide's modules, in its order. */
const sectionsOfModules = [6, 4, 4, 4, 3, 3, 3, 4, 4, 4, 4, 6, 4]

const entriesOf = (source: 'guide' | 'articles') =>
  courseModules.filter((module) => module.source === source).flatMap(({ entries }) => entries)

const places: { of: string; place: Place }[] = [
  ...courseModules
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => entry.places.map((place) => ({ of: entry.number, place }))),
  ...exercises.flatMap(({ id, read }) => read.map((place) => ({ of: id, place }))),
]

describe('the course', () => {
  it('has every section of the guide once, in order', () => {
    const expected = sectionsOfModules.flatMap((count, module) =>
      Array.from({ length: count }, (_, section) => `${module + 1}.${section + 1}`),
    )
    expect(entriesOf('guide').map(({ number }) => number)).toEqual(expected)
  })

  it('has each of the hundred articles once, in order', () => {
    const expected = Array.from({ length: 100 }, (_, index) => String(index + 1))
    expect(entriesOf('articles').map(({ number }) => number)).toEqual(expected)
  })

  it('names no title twice', () => {
    for (const source of ['guide', 'articles'] as const) {
      expect(twice(entriesOf(source).map(({ title }) => title))).toEqual([])
    }
    expect(twice(courseModules.map(({ slug }) => slug))).toEqual([])
  })

  it('says of every framework which style is its counterpart', () => {
    const foreign = entriesOf('guide').filter(({ number }) => /^(2|3|5|6|7|8|9|10|11)\./.test(number))
    expect(foreign.filter(({ counterpart }) => !counterpart).map(({ number }) => number)).toEqual([])
  })

  it('leads to code that exists', () => {
    const states = places.map(({ of, place }) => ({ of, ...checkPlace(workspaceRoot, place) }))
    const absent = new Set(states.flatMap(({ absent }) => absent ?? []))
    for (const folder of absent) console.warn(`skipped: there is no ${folder} in this checkout`)
    expect(states.filter(({ fault }) => fault).map(({ of, fault }) => `${of}: ${fault}`)).toEqual([])
  })

  it('names no place and no page twice in one entry', () => {
    const keys = places.map(({ of, place }) => `${of}: ${placePath(place)}#${place.region ?? ''}`)
    // Numbers of sections have a dot, those of articles have none, exercises have names.
    expect(twice(keys)).toEqual([])
    const entries = courseModules.flatMap((module) => module.entries)
    expect(entries.flatMap(({ number, pages }) => twice(pages.map((page) => `${number}: ${page}`)))).toEqual(
      [],
    )
  })

  it('leads to pages that exist', () => {
    const pages = courseModules.flatMap(({ entries }) => entries).flatMap((entry) => entry.pages)
    expect([...new Set(pages)].filter((page) => !pageExists(workspaceRoot, page))).toEqual([])
  })
})

describe('the exercises', () => {
  it('are at least 30, each with an id of its own', () => {
    expect(exercises.length).toBeGreaterThanOrEqual(30)
    expect(twice(exercises.map(({ id }) => id))).toEqual([])
  })

  it('are there for every module of the guide, and for no other', () => {
    const slugs = courseModules.filter(({ source }) => source === 'guide').map(({ slug }) => slug)
    expect(new Set(exercises.map(({ module }) => module))).toEqual(new Set(slugs))
  })

  it('are proven by checks or tests that exist, and that their command runs', () => {
    const faults = exercises.flatMap((exercise) =>
      checkExercise(workspaceRoot, exercise).map((fault) => `${exercise.id}: ${fault}`),
    )
    expect(faults).toEqual([])
  })
})

function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index)
}
