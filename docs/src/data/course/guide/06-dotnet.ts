import { clause, compare, event, hono, nest } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const dotnet: ModuleInput = {
  slug: '06-dotnet',
  title: '6 · .NET: ASP.NET Core',
  source: 'guide',
  entries: [
    {
      number: '6.1',
      title: 'ASP.NET Core',
      topics: ['injection', 'http', 'architecture'],
      places: [
        nest('src/app.ts'),
        nest('src/orders/orders.controller.ts', 'get-order'),
        nest('src/auth/access-token.guard.ts', 'authenticate'),
        hono('src/orders/orders.routes.ts', 'get-order'),
        hono('src/http/contract-route.ts', 'contract-route'),
      ],
      pages: [compare('get-order')],
      counterpart: {
        styles: ['nestjs', 'hono-serverless'],
        text: 'Controllers with attributes and the built-in container are NestJS; minimal APIs are Hono. Lifetimes differ: providers here are singletons, and what belongs to one request is handed on as an argument. Problem details are the same standard, RFC 9457.',
      },
    },
    {
      number: '6.2',
      title: 'C# Backend Development',
      topics: ['languages', 'validation'],
      places: [
        event('src/orders/decide.ts', 'cancel-order'),
        event('src/orders/order.ts', 'evolve-order'),
        nest('src/orders/exhaust-map-with-trailing.ts'),
      ],
      notShown: 'C# itself is not taught here. What is shown is where the same ideas live in TypeScript.',
      counterpart: {
        styles: ['event-driven', 'nestjs'],
        text: 'Records and pattern matching are unions with a switch that the compiler checks to be complete. Nullable reference types are strict null checks. Async streams are async iterables and, in NestJS, observables. Types are gone at run time: that is why schemas parse what comes in.',
      },
    },
    {
      number: '6.3',
      title: 'Enterprise Applications with .NET',
      topics: ['architecture', 'messaging', 'concurrency'],
      places: [
        event('src/orders/change-order.ts', 'change-order'),
        event('src/event-store/event-store.ts', 'append-events'),
        event('src/orders/orders.queries.ts', 'list-orders'),
        event('src/messaging/consumer.ts', 'handle-message'),
        nest('src/payments/payment-gateway.ts', 'charge'),
      ],
      pages: [compare('ship-order'), clause('VER-2'), clause('OPS-7')],
      notShown:
        'A reverse proxy such as YARP and a distributed cache stand in front of or beside a server. The contract tests what is behind.',
      counterpart: {
        styles: ['event-driven', 'nestjs'],
        text: 'CQRS with a mediator is commands and queries as plain functions: no mediator, the route calls them. MassTransit is a consumer with inbox, retries and dead letters. Hosted services are workers with a start and a stop, Polly is cockatiel.',
      },
    },
  ],
}
