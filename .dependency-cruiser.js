/** The arrows of the house. An import that breaks one is an error; `pnpm boundaries` says which rule. */
export default {
  forbidden: [
    {
      name: 'no-app-imports-an-app',
      comment:
        'Each style stands alone: what two apps share belongs into a package, what differs is the lesson.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-never-import-apps',
      comment:
        'An arrow goes down only: apps use packages. The CLI starts apps as processes and imports none.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'contract-imports-nothing-of-ours',
      comment: 'The contract is the truth that everything else follows from, in any framework and any place.',
      severity: 'error',
      from: { path: '^packages/contract/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/(contract|tsconfig)/' },
    },
    {
      name: 'contract-knows-no-framework',
      comment: 'It is published, and used on Workers: zod, and node: only where clauses are read from files.',
      severity: 'error',
      from: { path: '^packages/contract/src/', pathNot: ['\\.spec\\.ts$', '/clauses\\.ts$'] },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'contract-tests-know-the-contract-only',
      comment: 'The suite is for anyone with a server and no checkout: database and gateway reach it by URL.',
      severity: 'error',
      from: { path: '^packages/contract-tests/src/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/(contract|contract-tests)/' },
    },
    {
      name: 'the-gateway-is-an-outside-party',
      comment: 'It stands for another company: it shares no code with the apps that call it.',
      severity: 'error',
      from: { path: '^packages/payment-gateway/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/payment-gateway/' },
    },
    {
      name: 'apps-run-without-test-tools',
      comment:
        'The suite, the local database and the gateway are for tests of an app and not for its production.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/', pathNot: '\\.spec\\.ts$|/test/' },
      to: { path: '^packages/(contract-tests|database|payment-gateway|test-support|cli)/' },
    },
    {
      name: 'the-hono-app-knows-web-standards-only',
      comment:
        'It runs where there is no Node: what belongs to one platform is in its entry or in src/runtime.',
      severity: 'error',
      from: {
        path: '^apps/hono-serverless/src/',
        pathNot: '^apps/hono-serverless/src/(runtime/|(server|lambda|worker)\\.ts$)|\\.spec\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      comment:
        'Two files that need each other are one file, or three. Entities of TypeORM name each other in functions, ' +
        'which run when all of them are there.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'What cannot be resolved here will not be found there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'A package that is not in package.json is there by luck.',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-dependency-in-production',
      comment: 'It would be missing where the app is deployed or the package installed.',
      severity: 'error',
      from: {
        path: '^(apps|packages)/[^/]+/src/',
        pathNot: '\\.spec\\.ts$|/testing\\.ts$|/docker-postgres\\.ts$|/vitest|/test/',
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist'] },
    exclude: { path: ['(^|/)(dist|coverage|\\.turbo)/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@backend-rosetta/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
}
