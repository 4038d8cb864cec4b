import { z } from 'astro/zod'
import { articles1 } from './articles/articles-001-010.ts'
import { articles11 } from './articles/articles-011-020.ts'
import { articles21 } from './articles/articles-021-030.ts'
import { articles31 } from './articles/articles-031-040.ts'
import { articles41 } from './articles/articles-041-050.ts'
import { articles51 } from './articles/articles-051-060.ts'
import { articles61 } from './articles/articles-061-070.ts'
import { articles71 } from './articles/articles-071-080.ts'
import { articles81 } from './articles/articles-081-090.ts'
import { articles91 } from './articles/articles-091-100.ts'
import { accountAndDataExercises } from './exercises/accounts-and-data.ts'
import { liveAndOperationsExercises } from './exercises/live-and-operations.ts'
import { orderExercises } from './exercises/orders.ts'
import { requestExercises } from './exercises/requests.ts'
import { fundamentals } from './guide/01-fundamentals.ts'
import { laravel } from './guide/02-laravel.ts'
import { python } from './guide/03-python.ts'
import { node } from './guide/04-node.ts'
import { spring } from './guide/05-spring.ts'
import { dotnet } from './guide/06-dotnet.ts'
import { rails } from './guide/07-rails.ts'
import { rust } from './guide/08-rust.ts'
import { go } from './guide/09-go.ts'
import { kotlin } from './guide/10-kotlin.ts'
import { elixir } from './guide/11-elixir.ts'
import { comparison } from './guide/12-comparison.ts'
import { decision } from './guide/13-decision.ts'
import {
  type CourseApp,
  type CourseModule,
  courseApps,
  type Entry,
  type EntryInput,
  type Exercise,
  exerciseSchema,
  moduleSchema,
} from './schema.ts'

const guide = [
  fundamentals,
  laravel,
  python,
  node,
  spring,
  dotnet,
  rails,
  rust,
  go,
  kotlin,
  elixir,
  comparison,
  decision,
]

/** The guide module by module, then the articles part by part. */
export const courseModules: CourseModule[] = z
  .array(moduleSchema)
  .parse([
    ...guide,
    articlesOf('articles-001-020', 'Articles 1–20 · Foundations', [...articles1, ...articles11]),
    articlesOf('articles-021-040', 'Articles 21–40 · Core Framework Concepts', [
      ...articles21,
      ...articles31,
    ]),
    articlesOf('articles-041-060', 'Articles 41–60 · Intermediate Framework Usage', [
      ...articles41,
      ...articles51,
    ]),
    articlesOf('articles-061-080', 'Articles 61–80 · Advanced Topics and Best Practices', [
      ...articles61,
      ...articles71,
    ]),
    articlesOf('articles-081-100', 'Articles 81–100 · Specialized Topics and Emerging Trends', [
      ...articles81,
      ...articles91,
    ]),
  ])

export const exercises: Exercise[] = z
  .array(exerciseSchema)
  .parse([...requestExercises, ...accountAndDataExercises, ...orderExercises, ...liveAndOperationsExercises])

/** The styles that an entry speaks of. */
export function stylesOf({ places, counterpart }: Entry): CourseApp[] {
  const named = new Set([...places.map(({ app }) => app), ...(counterpart?.styles ?? [])])
  return courseApps.filter((app) => named.has(app))
}

export function exercisesOf({ slug }: CourseModule): Exercise[] {
  return exercises.filter(({ module }) => module === slug)
}

function articlesOf(slug: string, title: string, entries: EntryInput[]) {
  return { slug, title, source: 'articles', entries }
}
