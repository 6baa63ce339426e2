import { bridgeSource, memorySocketsSource } from './python-sources.generated.ts'

const modules = { loop_conformance_bridge: bridgeSource, loop_conformance_sockets: memorySocketsSource }

/** A program that makes the modules of the Python end, and calls the first of them `bridge`. */
export const pythonEnd = `
import json, sys, types
for name, source in json.loads(${JSON.stringify(JSON.stringify(modules))}).items():
    sys.modules[name] = types.ModuleType(name)
    exec(compile(source, '<' + name + '>', 'exec'), sys.modules[name].__dict__)
bridge = sys.modules['loop_conformance_bridge']
`
