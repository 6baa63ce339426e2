import { namePairs } from './name-pairs.ts'

/** A table for each group of names: Python's on the left, ours on the right. */
export function namesSideBySide(): string {
  return namePairs()
    .map(({ title, pairs }) => {
      const rows = pairs.map(({ name, python, owner }) => {
        const there = python === null ? 'no name of its own' : `\`${python}\``
        return `| ${there} | [\`${name}\`](/api/spec/interfaces/${owner}/#${name.toLowerCase()}) |`
      })
      return `### ${title}\n\n| asyncio | here |\n| --- | --- |\n${rows.join('\n')}`
    })
    .join('\n\n')
}
