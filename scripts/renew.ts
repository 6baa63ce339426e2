/**
 * Renews every committed file that is generated: `npm run renew`. With `--check` it writes nothing, shows how the files that
 * are out of date would change, and fails if there is one.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Problem } from './problem.ts'
import { renewals } from './renew/renewals.ts'

const [option, ...others] = process.argv.slice(2)
if (others.length > 0 || (option !== undefined && option !== '--check'))
  throw new Problem(`Expected no argument, or --check. Found: ${process.argv.slice(2).join(' ')}`)
const checking = option === '--check'

const outOfDate = renewals.flatMap(({ file, renew }) => {
  const current = readFileSync(file, 'utf8')
  const renewed = renew(current)
  if (renewed === current) return []
  if (checking) console.error(difference(file, renewed))
  else writeFileSync(file, renewed)
  return [file]
})

if (outOfDate.length === 0) console.log(`${String(renewals.length)} files are up to date.`)
else if (checking) {
  console.error(`Out of date: ${outOfDate.join(', ')}. Run \`npm run renew\`, and commit what it writes.`)
  process.exitCode = 1
} else console.log(`Written: ${outOfDate.join(', ')}`)

/** What `git diff` prints for the change. */
function difference(file: string, renewed: string): string {
  const other = path.join('dist', 'renewed', file)
  mkdirSync(path.dirname(other), { recursive: true })
  writeFileSync(other, renewed)
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', '--', file, other], {
    encoding: 'utf8',
  })
  rmSync(path.join('dist', 'renewed'), { recursive: true })
  return stdout.split('\n').slice(2).join('\n').replaceAll(`b/${other}`, `b/${file}`)
}
