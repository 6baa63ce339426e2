import { defineConfig } from 'vitest/config'

/** The tests in a real browser: `npm run test:browser`. They are skipped, with a message, if there is no browser or the site is not built. */
export default defineConfig({
  test: {
    include: ['site/tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One browser at a time: the tests share two cores with it, and the clock of a check is a real one.
    maxWorkers: 1,
    isolate: false,
    reporters: ['default', ['json', { outputFile: 'dist/browser-test-results.json' }]],
  },
})
