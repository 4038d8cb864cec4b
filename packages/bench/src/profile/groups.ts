/** What a server can spend its time on, in the order of the table. */
export const groups = [
  'sockets',
  'node',
  'framework',
  'observing',
  'driver',
  'queries',
  'validation',
  'app',
  'collection',
  'other',
] as const

export type Group = (typeof groups)[number]

export const groupTitles: Record<Group, string> = {
  sockets: 'system calls: sockets and the log',
  node: 'Node: HTTP, streams, timers',
  framework: 'framework and its plugins',
  observing: 'log lines and metrics',
  driver: 'PostgreSQL driver',
  queries: 'query builder, ORM',
  validation: 'validation',
  app: 'the code of the app',
  collection: 'garbage collection',
  other: 'all else',
}

const packages: ReadonlyArray<readonly [Group, RegExp]> = [
  ['driver', /^(pg|pg-.*|postgres-.*|split2|xtend)$/],
  ['queries', /^(kysely|typeorm|@nestjs\/typeorm|drizzle-orm|@opentelemetry\/.*)$/],
  [
    'observing',
    /^(pino.*|nestjs-pino|@pinojs\/.*|sonic-boom|safe-stable-stringify|prom-client|bintrees|tdigest)$/,
  ],
  ['validation', /^(zod|ajv.*|@asteasolutions\/.*)$/],
  [
    'framework',
    /^(express|router|helmet|cors|vary|parseurl|content-type|mime-.*|on-headers|on-finished|encodeurl|finalhandler|qs|etag|fastify.*|@fastify\/.*|find-my-way|avvio|fast-.*|secure-json-parse|toad-cache|@nestjs\/.*|rxjs|tslib|reflect-metadata|hono|@hono\/.*|accepts|negotiator)$/,
  ],
]

/** Where the time in a package counts. */
export function groupOfPackage(name: string): Group {
  return packages.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}
