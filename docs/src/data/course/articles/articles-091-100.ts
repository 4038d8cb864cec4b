import { clause, express, hono, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles91: EntryInput[] = [
  {
    number: '91',
    title: 'Security in the Cloud',
    topics: ['security', 'deployment'],
    places: [hono('deploy/aws/template.yaml'), hono('src/env.ts')],
    pages: [clause('OPS-6'), clause('HTTP-11')],
    notShown:
      'Networks, roles and keys of a provider are shown as far as the template of the function needs them.',
  },
  {
    number: '92',
    title: 'Data Privacy and Compliance (GDPR, CCPA)',
    topics: ['security', 'accounts'],
    places: [
      express('src/users/users.service.ts', 'delete-user'),
      express('src/logger.ts'),
      repo('apps/event-driven/README.md'),
    ],
    pages: [clause('ACC-8'), clause('ACC-1')],
    notShown:
      'Laws are not explained. Events that hold addresses are never changed: the README says what that means.',
  },
  {
    number: '93',
    title: 'Building Accessible Back-End Applications',
    topics: ['documents', 'errors'],
    places: [repo('packages/contract/src/problem-page.ts')],
    pages: [clause('HTTP-4')],
    notShown:
      'Accessibility is decided in the frontend. What a server adds: faults that say where and why, and pages that can be read.',
  },
  {
    number: '94',
    title: 'Internationalization and Localization',
    topics: ['validation'],
    places: [repo('packages/contract/src/text.ts'), repo('packages/contract/src/money.ts')],
    pages: [clause('HTTP-14'), clause('HTTP-3'), clause('HTTP-2')],
    notShown: 'Messages are in one language. Text of any script, money and times are handled with care.',
  },
  {
    number: '95',
    title: 'Back-End Development for Specific Industries (e.g., Finance, Healthcare)',
    topics: ['concurrency'],
    places: [
      express('src/orders/settlement.service.ts', 'charge'),
      express('src/orders/settlement.service.ts', 'refund'),
    ],
    pages: [clause('PAY-1'), clause('PAY-3'), clause('ORD-7')],
    notShown:
      'Only a shop is shown, with its money: charged once, refunded once, and a history of who did what.',
  },
  {
    number: '96',
    title: 'Open Source Contributions and Community Engagement',
    topics: ['practice'],
    places: [repo('CONTRIBUTING.md'), repo('LICENSE'), repo('SECURITY.md')],
  },
  {
    number: '97',
    title: 'The Future of Back-End Development',
    topics: ['choosing'],
    places: [hono('src/worker.ts')],
    notShown: 'Nothing is foretold here. What is newest in this repository is one app on three runtimes.',
  },
  {
    number: '98',
    title: 'Career Paths in Back-End Development',
    topics: ['practice'],
    notShown: 'Careers are no matter of code. The exercises give you something to show.',
    pages: ['course/exercises/'],
  },
  {
    number: '99',
    title: 'Building a Portfolio of Back-End Projects',
    topics: ['practice', 'testing'],
    places: [repo('packages/contract-tests/README.md')],
    pages: ['contract/', 'course/exercises/'],
  },
  {
    number: '100',
    title: 'Continuous Learning and Staying Up-to-Date with Back-End Technologies',
    topics: ['practice'],
    places: [repo('packages/bench/README.md')],
    pages: ['compare/'],
    notShown: 'No list of sources is kept: it would be out of date first.',
  },
]
