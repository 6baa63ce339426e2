import process from 'node:process'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A short file that takes long. Vitest begins with the large files, so that these would keep one core busy at the end. */
const isSlow = ({ moduleId }: TestSpecification): boolean =>
  /\/(faults|truth|legal|agreement|loops|python-command-line)\.test\.ts$/.test(moduleId)

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}

export default defineConfig({
  test: {
    include: ['{spec,reference,conformance,examples,bench,scripts,docs,site,loops}/**/*.test.ts'],
    // A project of its own, which a test of the tutorials runs.
    exclude: ['examples/with-vitest/**', 'site/tests/**', '**/node_modules/**'],
    // End-to-end tests start processes of their own, and share two cores with whatever else the machine does.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    // Checks of the default exception handler log on purpose.
    silent: 'passed-only',
    // A terminal shows the progress. A log holds the failures and the summary; .ci/run adds up what is in the file.
    reporters: [
      process.stdout.isTTY ? 'default' : 'minimal',
      ['json', { outputFile: 'dist/test-results.json' }],
    ],
    // Tests that start processes are slow by design, so a slow test is not worth a line.
    slowTestThreshold: 60_000,
  },
})
