import { clause, compare, event, hono, nest } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const spring: ModuleInput = {
  slug: '05-spring',
  title: '5 · Java: Spring Boot',
  source: 'guide',
  entries: [
    {
      number: '5.1',
      title: 'Spring Boot Framework',
      topics: ['injection', 'architecture', 'operations'],
      places: [
        nest('src/app.module.ts'),
        nest('src/app.ts'),
        nest('src/env.ts'),
        nest('src/health/health.controller.ts', 'get-readiness'),
        nest('src/metrics/metrics.controller.ts', 'get-metrics'),
      ],
      pages: [clause('OPS-1'), clause('OPS-2'), clause('OPS-6')],
      counterpart: {
        styles: ['nestjs'],
        text: 'Beans, constructor injection and annotations are providers, constructors and decorators. There is no classpath scanning and no auto-configuration: a module lists what belongs to it. Actuator is Terminus and a metrics module.',
      },
    },
    {
      number: '5.2',
      title: 'Enterprise Application Development with Spring',
      topics: ['injection', 'concurrency', 'security', 'data'],
      places: [
        nest('src/orders/place-order.service.ts', 'place-order'),
        nest('src/auth/roles.guard.ts', 'authorize'),
        nest('src/orders/order.entity.ts'),
        nest('src/orders/order-access.ts', 'lock-for'),
        nest('src/http/timeout.interceptor.ts', 'timeout'),
      ],
      pages: [compare('place-order'), clause('VER-2'), clause('ACC-8')],
      counterpart: {
        styles: ['nestjs'],
        text: 'Security filters and method security are global guards and @Roles. An aspect is an interceptor. @Transactional has no twin: a service opens the transaction and hands its EntityManager on, so that one sees where it begins and ends. @Version is a version column in TypeORM too.',
      },
    },
    {
      number: '5.3',
      title: 'Microservices with Spring Boot and Spring Cloud',
      topics: ['messaging', 'architecture', 'deployment'],
      places: [
        event('src/messaging/outbox.ts', 'relay-messages'),
        event('src/messaging/inbox.ts', 'process-once'),
        event('src/orders/fulfilment-consumer.ts', 'fulfil-order'),
        event('src/messaging/dead-letters.ts', 'dead-letters'),
        hono('src/payments/circuit.ts', 'circuit'),
        nest('src/payments/payment-gateway.ts', 'charge'),
      ],
      pages: [clause('PAY-1'), clause('PAY-2'), clause('OPS-7')],
      notShown:
        'Service registry, configuration server and API gateway are left to the platform: nothing here finds services by name.',
      counterpart: {
        styles: ['event-driven', 'hono-serverless'],
        text: 'The saga is the fulfilment consumer, Spring Cloud Stream is a broker with outbox and inbox written out. Resilience4j is cockatiel around the gateway; on serverless the state of the circuit is a row, as instances do not share memory.',
      },
    },
  ],
}
