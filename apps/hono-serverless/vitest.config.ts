import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@backend-rosetta/source'] } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    // The contract's time limits hold for an app that has the machine for itself.
    fileParallelism: false,
    globalSetup: '@backend-rosetta/database/vitest-setup',
    // For machines that do other things at the same time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
