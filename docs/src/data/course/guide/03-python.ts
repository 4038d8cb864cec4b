import { clause, compare, express, hono, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const python: ModuleInput = {
  slug: '03-python',
  title: '3 · Python: Django, Flask, FastAPI',
  source: 'guide',
  entries: [
    {
      number: '3.1',
      title: 'Django Framework',
      topics: ['architecture', 'data', 'accounts'],
      places: [
        nest('src/products/product.entity.ts'),
        nest('src/products/products.repository.ts', 'list-products'),
        nest('src/auth/roles.guard.ts', 'authorize'),
        repo('packages/database/migrations/0002_catalogue.sql'),
      ],
      pages: [compare('list-products'), clause('ACC-8')],
      notShown:
        'There is no generated admin site and there are no templates: administration is a part of the API.',
      counterpart: {
        styles: ['nestjs'],
        text: 'An app of a Django project is a module, a model is an entity, a serializer of REST framework is a schema of the contract. Migrations are not made from models: the SQL is written by hand and shared. A QuerySet is lazy, a repository method runs when it is called.',
      },
    },
    {
      number: '3.2',
      title: 'Flask Microframework',
      topics: ['http', 'architecture'],
      places: [
        express('src/app.ts'),
        express('src/orders/orders.routes.ts', 'get-order'),
        express('src/http/problem-handler.ts', 'problems'),
      ],
      pages: [compare('get-order')],
      counterpart: {
        styles: ['express'],
        text: 'The application factory is createApp, a blueprint is a router, an error handler is the last middleware. Extensions hang on a global app in Flask; here every part is an argument, and request data is never a global.',
      },
    },
    {
      number: '3.3',
      title: 'FastAPI',
      topics: ['http', 'validation', 'documents'],
      places: [
        hono('src/http/contract-route.ts', 'contract-route'),
        hono('src/orders/orders.routes.ts', 'place-order'),
        hono('src/docs/open-api.ts', 'get-open-api'),
        hono('src/http/validation.ts', 'refuse-faults'),
        nest('src/docs/openapi.ts', 'get-open-api'),
      ],
      pages: [compare('place-order'), clause('OPS-3')],
      counterpart: {
        styles: ['hono-serverless', 'nestjs'],
        text: 'Schemas parse what comes in, type the handler, and make the OpenAPI document: Pydantic there, zod here. Depends is a middleware that puts a value into c.var, or an injected class in NestJS. An answer that the contract does not know fails to compile, not at run time.',
      },
    },
    {
      number: '3.4',
      title: 'When to Use Python Backend',
      topics: ['choosing', 'languages'],
      places: [repo('apps/hono-serverless/README.md'), repo('packages/contract-tests/README.md')],
      pages: ['contract/'],
      notShown:
        'Machine learning and data science, the reasons that most often decide for Python, have no part here.',
      counterpart: {
        styles: ['express', 'nestjs', 'hono-serverless'],
        text: 'Flask readers start with Express, Django readers with NestJS, FastAPI readers with Hono. A Python server can be held to the same contract.',
      },
    },
  ],
}
