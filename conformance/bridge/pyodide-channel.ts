import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CandidateError } from '../harness/index.ts'
import type { BridgeHooks } from './bridge-hooks.ts'
import type { Channel, Serve } from './channel.ts'
import type { PythonTarget } from './python-target.ts'
import { pythonEnd } from './python-end.ts'
import { virtualClockSource } from './python-sources.generated.ts'

/** What is used of Pyodide. */
interface Pyodide {
  readonly FS: {
    readonly filesystems: { readonly NODEFS: unknown }
    writeFile(file: string, text: string): void
    mkdirTree(folder: string): void
    mount(filesystem: unknown, options: { root: string }, folder: string): void
  }
  runPython(code: string): unknown
  /** Raises SIGINT in Python when somebody stores 2 in it. */
  setInterruptBuffer(buffer: Int32Array): void
}

/** Without `indexURL` it looks for its folder in a stack trace, which source maps change. */
type LoadPyodide = (options: { indexURL: string; stdout: Print; stderr: Print }) => Promise<Pyodide>
type Print = (line: string) => void

const home = '/home/pyodide'

/** Answers how to connect. What stands in `home` can be imported by its name. */
const bootstrap = `
import sys
sys.path.insert(0, '${home}')
${pythonEnd}
bridge.connect
`

/** Loads the npm package of that name, from where the command runs or else from where this file stands. */
export async function connectPyodide(
  { interpreter, module }: PythonTarget,
  serve: Serve,
  hooks: BridgeHooks | undefined,
): Promise<Channel> {
  const folder = findPackage(interpreter)
  // The package names its CommonJS module first; its ES module stands beside that.
  const url = pathToFileURL(path.join(folder, 'pyodide.mjs')).href
  const { loadPyodide } = (await import(url)) as { loadPyodide: LoadPyodide }
  const print: Print = (line) => void process.stderr.write(`${line}\n`)
  // The engine compiles in the background, and does not keep this thread awake meanwhile.
  const awake = setInterval(() => undefined, 1000)
  const pyodide = await loadPyodide({ indexURL: folder, stdout: print, stderr: print }).finally(() =>
    clearInterval(awake),
  )
  pyodide.FS.writeFile(`${home}/virtual_clock.py`, virtualClockSource)
  if (module.endsWith('.py')) mountFolderOf(pyodide, path.resolve(module))
  const interrupt = new SharedArrayBuffer(4)
  pyodide.setInterruptBuffer(new Int32Array(interrupt))
  hooks?.onInterruptible(interrupt)
  const connect = pyodide.runPython(bootstrap) as (serve: Serve) => Serve
  const exchange = connect(serve)
  return { deepest: 60, exchange, close: () => undefined }
}

/** A file is found there where it is here, and so is what stands beside it. */
function mountFolderOf({ FS }: Pyodide, file: string): void {
  const folder = path.dirname(file)
  FS.mkdirTree(folder)
  FS.mount(FS.filesystems.NODEFS, { root: folder }, folder)
}

function findPackage(name: string): string {
  for (const from of [path.join(process.cwd(), 'candidate.js'), import.meta.url])
    try {
      return path.dirname(createRequire(from).resolve(name))
    } catch {
      // Looked for elsewhere, or missing.
    }
  throw new CandidateError(
    `There is no npm package ${name}.\nExpected: Pyodide, installed where the command runs: npm install pyodide`,
  )
}
