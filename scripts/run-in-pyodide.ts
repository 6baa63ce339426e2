/** Runs a program in Python in a package of Pyodide: `node scripts/run-ts.mjs scripts/run-in-pyodide.ts pyodide-314 program.py`. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

interface Pyodide {
  runPython(code: string): unknown
}

const [name = '', program = ''] = process.argv.slice(2)
const folder = path.dirname(createRequire(path.resolve('package.json')).resolve(name))
const { loadPyodide } = (await import(pathToFileURL(path.join(folder, 'pyodide.mjs')).href)) as {
  loadPyodide: (options: { indexURL: string }) => Promise<Pyodide>
}
const pyodide = await loadPyodide({ indexURL: folder })
pyodide.runPython(readFileSync(program, 'utf8'))
