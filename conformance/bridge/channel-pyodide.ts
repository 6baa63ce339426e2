import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CandidateError } from '../harness/index.ts'
import type { BridgeHooks, Channel, Serve } from './channel.ts'
import type { PythonTarget } from './python-target.ts'
import { pythonEnd } from './python-end.ts'
import { virtualClockSource } from './python-sources.generated.ts'

/** The part of Pyodide's API that is used here. */
interface Pyodide {
  readonly FS: {
    readonly filesystems: { readonly NODEFS: unknown }
    writeFile(file: string, text: string): void
    mkdirTree(folder: string): void
    mount(filesystem: unknown, options: { root: string }, folder: string): void
  }
  runPython(code: string): unknown
  /** Python raises SIGINT when another thread stores 2 in the buffer. */
  setInterruptBuffer(buffer: Int32Array): void
}

/** Without `indexURL`, Pyodide finds its folder in a stack trace, which does not work with source maps. */
type LoadPyodide = (options: { indexURL: string; stdout: Print; stderr: Print }) => Promise<Pyodide>
type Print = (line: string) => void

const home = '/home/pyodide'

/** Evaluates to the function that connects. The modules in `home` can be imported by name. */
const bootstrap = `
import sys
sys.path.insert(0, '${home}')
${pythonEnd}
bridge.connect
`

/** Loads the npm package of that name: from the current folder, or else from the folder of this file. */
export async function connectPyodide(
  { interpreter, module }: PythonTarget,
  serve: Serve,
  hooks: BridgeHooks | undefined,
): Promise<Channel> {
  const folder = findPackage(interpreter)
  // The entry of the package is its CommonJS module. The ES module is in the same folder.
  const url = pathToFileURL(path.join(folder, 'pyodide.mjs')).href
  const { loadPyodide } = (await import(url)) as { loadPyodide: LoadPyodide }
  const print: Print = (line) => void process.stderr.write(`${line}\n`)
  // WebAssembly is compiled in the background, which does not keep this thread alive.
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

/** Mounts the file's folder at the same path in Pyodide. */
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
      // The next folder may have it.
    }
  throw new CandidateError(
    `There is no npm package ${name}.\nExpected: Pyodide, installed in the current folder: npm install pyodide`,
  )
}
