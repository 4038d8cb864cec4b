import { z } from 'astro/zod'

/** The styles that the course is mapped to: the folders of `apps/`. */
export const courseApps = ['express', 'nestjs', 'hono-serverless', 'event-driven'] as const

/** What one can ask for; the words are what a reader sees. */
export const topicNames = {
  architecture: 'Architecture',
  injection: 'Modules and injection',
  http: 'HTTP and routing',
  validation: 'Validation',
  errors: 'Errors and logs',
  accounts: 'Accounts and rights',
  security: 'Security',
  data: 'Data access',
  concurrency: 'Transactions and races',
  messaging: 'Messages and background work',
  live: 'Live updates',
  documents: 'API documents',
  testing: 'Testing',
  operations: 'Operations',
  deployment: 'Deployment',
  performance: 'Performance',
  languages: 'Languages and platforms',
  choosing: 'Choosing',
  practice: 'Way of working',
} as const

export type Topic = keyof typeof topicNames

const topicSchema = z.custom<Topic>((value) => typeof value === 'string' && value in topicNames, {
  error: 'not one of the topics',
})

const appSchema = z.enum(courseApps)
const textSchema = z.string().min(20)

/** A part of the code. `file` is relative to the app's folder, without an app to the clone. */
const placeSchema = z.strictObject({
  app: appSchema.optional(),
  file: z.string().min(1),
  region: z.string().optional(),
})

const entrySchema = z
  .strictObject({
    number: z.string(),
    title: z.string().min(3),
    topics: z.array(topicSchema).min(1),
    /** What to look at. */
    note: textSchema.optional(),
    places: z.array(placeSchema).default([]),
    /** Addresses within this site. */
    pages: z.array(z.string()).default([]),
    /** Why it, or a part of it, is not here. */
    notShown: textSchema.optional(),
    /** What a reader who comes from another framework will recognise here, and what differs. */
    counterpart: z.strictObject({ styles: z.array(appSchema).min(1), text: textSchema }).optional(),
  })
  .refine(({ places, pages, notShown }) => places.length > 0 || pages.length > 0 || notShown !== undefined, {
    error: 'needs a place, a page, or a reason why it is not shown',
  })

export const moduleSchema = z.strictObject({
  /** In addresses. */
  slug: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  source: z.enum(['guide', 'articles']),
  entries: z.array(entrySchema).min(1),
})

export const exerciseSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** The slug of the module that it belongs to. */
  module: z.string(),
  /** `any`: in every style, or in a server of one's own. */
  app: z.union([appSchema, z.literal('any')]),
  read: z.array(placeSchema).min(1),
  run: z.string().startsWith('pnpm '),
  task: z.string().min(60),
  /** It is done when these pass. */
  proof: z.union([
    z.strictObject({ checks: z.array(z.string()).min(1) }),
    z.strictObject({ test: z.string().min(1) }),
  ]),
})

export type CourseApp = (typeof courseApps)[number]
export type Place = z.output<typeof placeSchema>
export type Entry = z.output<typeof entrySchema>
export type CourseModule = z.output<typeof moduleSchema>
export type ModuleInput = z.input<typeof moduleSchema>
export type EntryInput = z.input<typeof entrySchema>
export type Exercise = z.output<typeof exerciseSchema>
