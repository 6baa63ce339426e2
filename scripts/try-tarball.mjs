// Packs the package, installs it in an empty project and judges a loop in TypeScript and one in JavaScript with it. Then it
// makes a new project with `init`, and sees that its types are right, its first run passes and a stack trace leads to files.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from './load-ts.mjs'

const project = mkdtempSync(path.join(tmpdir(), 'loop-conformance-tarball-'))

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} exited with ${status}:\n${stdout}\n${stderr}`)
  return stdout
}

const loop = (types) => `import { BaseEventLoop } from 'loop-conformance/reference'

export default class MyLoop extends BaseEventLoop {
  timer${types ? ': NodeJS.Timeout | undefined' : ''}
  time()${types ? ': number' : ''} {
    return performance.now()
  }
  select(timeoutMs${types ? ': number | null' : ''}) {
    if (timeoutMs === 0) this.writeToSelf()
    else this.timer = setTimeout(() => this.writeToSelf(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
  }
  writeToSelf() {
    clearTimeout(this.timer)
    setImmediate(() => this.turn())
  }
}
`

const throwing = `import { VirtualEventLoop } from 'loop-conformance/reference'
const loop = new VirtualEventLoop()
loop.close()
loop.callSoon(() => undefined)
`

try {
  const tarball = run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', project], root)
    .trim()
    .split('\n')
    .at(-1)
  run('npm', ['init', '--yes'], project)
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', path.join(project, tarball)], project)
  writeFileSync(path.join(project, 'my-loop.ts'), loop(true))
  writeFileSync(path.join(project, 'my-loop.mjs'), loop(false))
  for (const candidate of ['./my-loop.ts', './my-loop.mjs']) {
    const report = run('npx', ['loop-conformance', candidate], project)
    console.log(`${candidate}: ${report.trim().split('\n').at(-1)}`)
  }

  // A workflow names the action by this place.
  if (!existsSync(path.join(project, 'node_modules/loop-conformance/action.yml')))
    throw new Error('The package has no action.yml.')

  run('npx', ['loop-conformance', 'init', 'new-loop'], project)
  const fresh = path.join(project, 'new-loop')
  // In place of the version from the registry.
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', path.join(project, tarball)], fresh)
  run('npm', ['run', 'check'], fresh)
  console.log(`init: ${run('npm', ['test'], fresh).trim().split('\n').at(-1)}`)

  writeFileSync(path.join(project, 'throws.mjs'), throwing)
  const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', 'throws.mjs'], {
    cwd: project,
    encoding: 'utf8',
  })
  const places = [...stderr.matchAll(/\((?:file:\/\/)?([^()]*loop-conformance\/[^()]*?):\d+:\d+\)/g)].map(
    ([, file]) => file,
  )
  const lost = places.filter((file) => !existsSync(file))
  if (places.length === 0 || lost.length > 0 || !places.every((file) => file.endsWith('.ts')))
    throw new Error(`A stack trace leads to files that are not there (${lost.join(', ')}):\n${stderr}`)
  console.log(`a stack trace: ${path.relative(project, places[0])}`)
} finally {
  rmSync(project, { recursive: true, force: true })
}
