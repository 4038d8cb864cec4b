import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@backend-rosetta/source'] } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    globalSetup: 'src/vitest-setup.ts',
    // Some start and crash whole servers, on machines that do other things at the same time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
