import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@scm-host\/core\/(contract|provider|testing)$/, replacement: source('core/src/$1.ts') },
      { find: /^@scm-host\/core$/, replacement: source('core/src/index.ts') },
      { find: /^scm-provider-(github|gitlab|bitbucket)$/, replacement: source('provider-$1/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // A guard against what never ends, not a measurement: shared machines are slow at times.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    typecheck: {
      enabled: true,
      include: ['packages/*/test/**/*.test-d.ts'],
      tsconfig: 'tsconfig.test.json',
    },
  },
})
