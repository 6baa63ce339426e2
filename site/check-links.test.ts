import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkLinks } from './check-links.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'site-'))
  mkdirSync(path.join(folder, 'spec'))
  writeFileSync(path.join(folder, 'spec', 'index.html'), '<h2 id="there">There</h2>')
  writeFileSync(path.join(folder, 'icon.svg'), '<svg/>')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function check(links: readonly string[]): readonly string[] {
  const anchors = links.map((link) => `<a class="x" href="${link}">link</a>`)
  writeFileSync(path.join(folder, 'index.html'), anchors.join('\n'))
  return checkLinks(folder, '/base/')
}

it('lets links pass that lead somewhere', () => {
  const links = [
    '/base/spec/',
    '/base/spec/#there',
    'spec/',
    '/base/icon.svg',
    'https://example.com/x',
    'spec/index.html',
  ]
  expect(check(links)).toEqual([])
})

it('finds a page, an anchor and a file that are not there, and a link out of the base', () => {
  expect(check(['/base/api/', '/base/spec/#here', '/base/no.svg', '/spec/'])).toEqual([
    'index.html: /base/api/ (no such page)',
    'index.html: /base/spec/#here (no such anchor)',
    'index.html: /base/no.svg (no such page)',
    'index.html: /spec/ (outside of the base)',
  ])
})
