import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@backend-rosetta/source'] } },
  test: { include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'] },
})
