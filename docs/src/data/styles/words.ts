interface Words {
  /** The idea in a sentence, for lists of styles. */
  idea: string
  /** What its own specs look at, besides the contract. */
  tested: string
  /** As what it runs in production. */
  deployed: string
}

const byApp: ReadonlyMap<string, Words> = new Map([
  [
    'express',
    {
      idea: 'A pipeline of middleware in front, layers of plain functions behind.',
      tested:
        'Services and repositories are called with a real database of their own; another implementation is another argument of a constructor function. No mocking library.',
      deployed:
        'One Node.js process, in a container or below a process manager. Any number of them share one PostgreSQL. SIGTERM ends one within 10 s, without losing a request.',
    },
  ],
  [
    'nestjs',
    {
      idea: 'Classes say what they need, a container makes them, decorators say what happens around them.',
      tested:
        'Modules are put together with one provider replaced, such as the worker; the rest is real, database included. The API page is compared with the contract.',
      deployed:
        'One Node.js process of compiled code, in a container or below a process manager. Any number of them share one PostgreSQL. Each class has a hook for the end, called phase by phase.',
    },
  ],
  [
    'hono-serverless',
    {
      idea: 'One app on Web standards, and three entries that run it.',
      tested:
        'Routes are called in memory, without a socket, and over the network on each platform: Node.js, an emulator of Lambda, and workerd, which Cloudflare runs.',
      deployed:
        'As a Node.js process; as an AWS Lambda function behind a URL, with a schedule, by the template in deploy/aws; as a Cloudflare Worker with Hyperdrive, by wrangler.jsonc.',
    },
  ],
  [
    'event-driven',
    {
      idea: 'An order is what happened to it. Everything else follows from the events.',
      tested:
        'Rules are tested as given, when, then, without a database. Other tests deliver messages twice, late and out of order, and kill servers, workers and the broker between any two steps.',
      deployed:
        'Server and worker in one process, or any number of each as processes of their own, on one PostgreSQL. Messages go through NATS JetStream where NATS_URL says so. Lag, outbox and dead letters have to be watched.',
    },
  ],
])

/** @throws TypeError for an app that nobody has described: the build fails until somebody does */
export function wordsOf(app: string): Words {
  const words = byApp.get(app)
  if (!words) throw new TypeError(`Nobody has described ${app}: add it to docs/src/data/styles/words.ts.`)
  return words
}
