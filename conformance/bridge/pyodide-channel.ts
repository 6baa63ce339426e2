import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CandidateError } from '../harness/index.ts'
import type { Channel, Serve } from './channel.ts'
import { bridgeSource, virtualClockSource } from './python-sources.generated.ts'

/** What is used of Pyodide. */
interface Pyodide {
  readonly FS: { writeFile(file: string, text: string): void }
  runPython(code: string): unknown
}

/** Without `indexURL` it looks for its folder in a stack trace, which source maps change. */
type LoadPyodide = (options: { indexURL: string; stdout: Print; stderr: Print }) => Promise<Pyodide>
type Print = (line: string) => void

const home = '/home/pyodide'

/** Answers how to connect. What stands in `home` can be imported by its name. */
const bootstrap = `
import json, sys, types
sys.path.insert(0, '${home}')
module = sys.modules['loop_conformance_bridge'] = types.ModuleType('loop_conformance_bridge')
exec(compile(json.loads(${JSON.stringify(JSON.stringify(bridgeSource))}), '<loop_conformance_bridge>', 'exec'), module.__dict__)
module.connect
`

/** Loads the npm package of that name, from where the command runs or else from where this file stands. */
export async function connectPyodide(packageName: string, serve: Serve): Promise<Channel> {
  const folder = findPackage(packageName)
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
  const connect = pyodide.runPython(bootstrap) as (serve: Serve) => Serve
  const exchange = connect(serve)
  return { deepest: 60, exchange, close: () => undefined }
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
