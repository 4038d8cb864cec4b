import { clause, compare, event, hono, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const kotlin: ModuleInput = {
  slug: '10-kotlin',
  title: '10 · Kotlin: Ktor and Micronaut',
  source: 'guide',
  entries: [
    {
      number: '10.1',
      title: 'Kotlin for Backend Development',
      topics: ['languages', 'concurrency'],
      places: [event('src/orders/order.ts', 'evolve-order'), event('src/orders/order.unit.spec.ts')],
      notShown: 'Kotlin itself is not taught here.',
      counterpart: {
        styles: ['event-driven'],
        text: 'Sealed classes and when are unions and switch, data classes are readonly objects, coroutines are async functions. Structured concurrency has no twin: whoever starts work here also has to stop it.',
      },
    },
    {
      number: '10.2',
      title: 'Ktor',
      topics: ['http', 'architecture'],
      places: [
        hono('src/app.ts'),
        hono('src/orders/orders.routes.ts', 'place-order'),
        hono('src/http/problem-handler.ts', 'problems'),
        hono('src/server.ts'),
      ],
      pages: [compare('place-order')],
      counterpart: {
        styles: ['hono-serverless'],
        text: 'Routes are code and features are plugins that one installs: Hono with its middleware reads like that. Status pages are the problem handler, engines are entries: the same app runs as a process, a function and a worker.',
      },
    },
    {
      number: '10.3',
      title: 'Micronaut',
      topics: ['injection', 'deployment', 'performance'],
      places: [
        nest('src/orders/orders.module.ts'),
        nest('src/health/health.controller.ts', 'get-liveness'),
        hono('src/lambda.ts'),
        repo('apps/hono-serverless/README.md'),
      ],
      pages: [clause('OPS-1')],
      counterpart: {
        styles: ['nestjs', 'hono-serverless'],
        text: 'Annotations and modules are NestJS, but Nest reads them when the app starts, where Micronaut works them out when it compiles. Whoever chose Micronaut for cold starts finds that concern in Hono: nothing is done at import.',
      },
    },
    {
      number: '10.4',
      title: 'Modern JVM Backend Architecture',
      topics: ['architecture', 'messaging', 'concurrency'],
      places: [
        event('src/event-store/event-store.ts', 'append-events'),
        event('src/orders/order-projection.ts', 'project-order'),
        event('src/messaging/nats-broker.ts', 'consume'),
        nest('src/orders/order-event-feed.ts', 'list-order-events'),
      ],
      pages: [compare('ship-order'), clause('ORD-7')],
      counterpart: {
        styles: ['event-driven', 'nestjs'],
        text: 'Hexagonal layers, CQRS and event sourcing are the event-driven app: pure decisions inside, PostgreSQL and a broker outside. Reactive streams are observables in NestJS. There is no Axon: store, projection and inbox are written out to be read.',
      },
    },
  ],
}
