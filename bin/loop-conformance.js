#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/conformance/cli/main.js', import.meta.url)

function end(code, text) {
  process.stderr.write(text)
  process.exitCode = code
}

if (existsSync(main)) {
  try {
    const { runCommandLine } = await import(main.href)
    await runCommandLine(process.argv.slice(2))
  } catch (error) {
    // Exit code 1 would say that the candidate does not conform.
    if (['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'].includes(error?.code))
      end(
        2,
        `loop-conformance cannot be loaded on this machine: ${error.message}\nExpected: more open files (ulimit -n 1024), or more memory.\n`,
      )
    else
      end(
        3,
        `loop-conformance itself failed. This says nothing about the candidate.\n${error?.stack ?? error}\n`,
      )
  }
} else {
  end(
    2,
    'loop-conformance is not built: dist/ is missing.\n' +
      'In a clone of the repository, run: npm ci && npm run build\n',
  )
}
