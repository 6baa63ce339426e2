/**
 * Builds the wheel of the Python package: `npm run wheel`. It holds the compiled kit and the one package that the kit loads to
 * judge a loop in Python. Node itself comes from another wheel.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { areas, profiles, specification } from '../spec/index.ts'
import { pack } from './package/pack.ts'

const folder = 'dist-wheel'
/** In bytes. Node, which is installed along with it, takes 61 MB. */
const budget = 1_500_000

rmSync(folder, { recursive: true, force: true })
const kit = path.join(folder, 'kit')
for (const file of [...pack(null).files].filter(isNeeded)) copy(file, path.join(kit, file))
copy('LICENSE', path.join(kit, 'LICENSE'))
copyDependency('commander')
writeManifest()
writeNames()
const wheel = buildWheel()
const { size } = statSync(wheel)
if (size > budget) throw new Error(`${wheel} has ${String(size)} bytes. The limit is ${String(budget)}.`)
console.log(`${wheel}: ${(size / 1000).toFixed(0)} KB`)

/** The modules that run. Types, maps and what vitest loads do not. */
function isNeeded(file: string): boolean {
  return /^(bin|dist)\/.*\.js$/.test(file) && !file.startsWith('dist/conformance/vitest')
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to)
}

/** With its license, and without its types. */
function copyDependency(name: string): void {
  const from = path.join('node_modules', name)
  const filter = (file: string): boolean => !/(\.d\.m?ts|\.md)$/.test(file)
  cpSync(from, path.join(kit, from), { recursive: true, filter })
}

/** Without it, Node would not read the modules as modules. */
function writeManifest(): void {
  const { name, version, license, type } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
  writeFileSync(
    path.join(kit, 'package.json'),
    `${JSON.stringify({ name, version, license, type }, null, 2)}\n`,
  )
}

/** For the plugin of pytest: it registers marks and reads lists of clauses before the kit runs. */
function writeNames(): void {
  const names = { areas, profiles, clauses: specification.clauses.map(({ id }) => id) }
  writeFileSync(path.join(kit, 'names.json'), `${JSON.stringify(names)}\n`)
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly type: string
}

/** Returns the path of the wheel. `PYTHON` names another interpreter than `python3`; it needs pip. */
function buildWheel(): string {
  const python = process.env.PYTHON ?? 'python3'
  const args = ['-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-deps']
  const { status, error } = spawnSync(python, [...args, '--wheel-dir', folder, './python'], {
    stdio: 'inherit',
  })
  const why = error === undefined ? `pip ended with ${String(status)}` : error.message
  if (status !== 0) throw new Error(`The wheel was not built: ${why}.`)
  const name = readdirSync(folder).find((file) => file.endsWith('.whl'))
  if (name === undefined) throw new Error(`pip built no wheel in ${folder}.`)
  return path.join(folder, name)
}
