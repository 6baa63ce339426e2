#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/conformance/cli/main.js', import.meta.url)
if (existsSync(main)) {
  const { runCommandLine } = await import(main.href)
  await runCommandLine(process.argv.slice(2))
} else {
  process.stderr.write(
    'loop-conformance is not built: dist/ is missing.\n' +
      'In a clone of the repository, run: npm ci && npm run build\n',
  )
  process.exitCode = 2
}
