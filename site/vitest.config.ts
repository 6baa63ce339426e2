import { defineConfig } from 'vitest/config'

/** The finished site in a browser: `npm run docs && npm run test:site`. */
export default defineConfig({
  test: {
    include: ['site/e2e/**/*.e2e.ts'],
    root: '.',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One browser serves them all.
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: 'dist/site-test-results.json' }]],
  },
})
