import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { suiteVersion } from '../../version.ts'

/** The files of a new project by their paths. The name must be a valid package name. */
export function projectFiles(name: string): Record<string, string> {
  const className = classNameOf(name)
  return {
    'package.json': packageFile(name),
    'tsconfig.json': tsconfig,
    'src/loop.ts': loopFile(className),
    'src/adapter.ts': adapterFile(name, className),
    '.github/workflows/conformance.yml': workflow,
    '.gitignore': 'node_modules/\nreport.*\n',
    'README.md': readme(name, className),
  }
}

/** `my-loop` becomes MyLoop, and `tokio` becomes TokioLoop. */
export function classNameOf(name: string): string {
  const words = name.replace(/^@[^/]*\//, '').split(/[^a-zA-Z0-9]+/)
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  const named = /loop$/i.test(joined) ? joined.replace(/loop$/i, 'Loop') : `${joined}Loop`
  return /^\d/.test(named) ? `The${named}` : named
}

/** The loop of examples/minimal. */
export function loopFile(className: string): string {
  return `import { BaseEventLoop } from 'loop-conformance/reference'

/** A complete loop: a clock, a sleep, and a way to be woken. The base does the rest. */
export class ${className} extends BaseEventLoop {
  #sleep: NodeJS.Timeout | undefined

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    clearTimeout(this.#sleep)
    if (timeoutMs === 0) this.writeToSelf()
    else this.#sleep = setTimeout(() => this.writeToSelf(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
  }

  override writeToSelf(): void {
    clearTimeout(this.#sleep)
    setImmediate(() => this.turn())
  }
}
`
}

function adapterFile(name: string, className: string): string {
  return `import { defineAdapter } from 'loop-conformance'
import { ${className} } from './loop.ts'

/** How the suite makes a loop, and the profiles that the loop claims besides core. */
export default defineAdapter({
  name: '${name}',
  profiles: ['host', 'base-hooks'],
  newEventLoop: () => new ${className}(),
})
`
}

function packageFile(name: string): string {
  const { devDependencies } = packageFacts()
  const since = (dependency: string): string => `^${(devDependencies[dependency] ?? '').replace(/^\D+/, '')}`
  const content = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: './src/loop.ts',
    scripts: { check: 'tsc', test: 'loop-conformance ./src/adapter.ts' },
    // The loop is built on loop-conformance/reference and needs it to run.
    dependencies: { 'loop-conformance': `^${suiteVersion}` },
    devDependencies: { '@types/node': since('@types/node'), typescript: since('typescript') },
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

const tsconfig = `{
  "compilerOptions": {
    "target": "ES2023",
    "lib": ["ES2023"],
    "types": ["node"],
    "module": "NodeNext",
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noImplicitOverride": true,
    "verbatimModuleSyntax": true,
    "erasableSyntaxOnly": true,
    "allowImportingTsExtensions": true,
    "noEmit": true
  },
  "include": ["src"]
}
`

const workflow = `name: conformance
# A pull request runs once: a push to its branch does not run as well.
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  conformance:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install
      - run: npm run check
      - uses: ./node_modules/loop-conformance
        with:
          candidate: ./src/adapter.ts
`

function readme(name: string, className: string): string {
  return `# ${name}

An event loop that keeps the contract of asyncio.

    npm install
    npm run check   # the types
    npm test        # the contract: loop-conformance ./src/adapter.ts

\`src/loop.ts\` is the loop: ${className} has a clock, a sleep and a way to be woken, and inherits the rest.
\`src/adapter.ts\` tells the suite how to make a loop, and which profiles the loop claims. If a clause is not kept,
\`npx loop-conformance explain <clause>\` shows its text and reasons.
`
}

interface PackageFacts {
  readonly devDependencies: Readonly<Record<string, string>>
}

/** Our own package.json, in a clone and in an installed package. */
function packageFacts(): PackageFacts {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json')
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as PackageFacts
    if (folder === path.dirname(folder))
      throw new Error(`There is no package.json above ${import.meta.dirname}.`)
  }
}
