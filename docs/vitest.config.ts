import { defineConfig } from 'vitest/config'

export default defineConfig(({ mode }) => ({
  ssr: { resolve: { conditions: ['@backend-rosetta/source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'browser',
          // `pnpm screenshot` takes the pictures that are kept in the repository; no test writes them otherwise.
          include: [mode === 'screenshot' ? 'test/browser/*.screenshot.ts' : 'test/browser/*.spec.ts'],
          // Pages wait for a browser, which keeps a small machine busy: no more than two at once.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'node',
          include: mode === 'screenshot' ? [] : ['src/**/*.spec.ts', 'test/*.spec.ts'],
          // The contract's time limits hold for a starter that has the machine for itself.
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
}))
