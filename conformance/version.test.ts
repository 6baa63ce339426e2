import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { suiteVersion } from './version.ts'

it('the version that reports carry is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(suiteVersion).toBe(version)
})
