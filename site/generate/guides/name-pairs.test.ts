import { loadPyodide } from 'pyodide-314'
import { expect, it } from 'vitest'
import { namePairs } from './name-pairs.ts'

it('every name that the guide gives for Python exists in CPython 3.14, or is newer', async () => {
  const names = namePairs().flatMap(({ pairs }) => pairs.map(({ python }) => python))
  const pyodide = await loadPyodide()
  const missing = pyodide.runPython(`
import asyncio, contextvars, json, warnings

# Names that a later version drops are names all the same.
warnings.simplefilter("ignore", DeprecationWarning)

def exists(name):
    module, *path = name.split(".")
    found = globals()[module]
    for part in path:
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True

json.dumps([name for name in json.loads(${JSON.stringify(JSON.stringify(names.filter((name) => name !== null)))}) if not exists(name)])
`) as string
  // Pyodide has no Unix sockets. The last one is new in 3.15.
  expect(JSON.parse(missing)).toEqual([
    'asyncio.open_unix_connection',
    'asyncio.start_unix_server',
    'asyncio.TaskGroup.cancel',
  ])
  expect(names.length).toBeGreaterThan(100)
})
