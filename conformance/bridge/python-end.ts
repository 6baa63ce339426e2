import {
  bridgeSource,
  candidateSource,
  functionsSource,
  hooksSource,
  javascriptSource,
  kindsSource,
  loopsSource,
  missingSource,
  overridesSource,
  reachSource,
  socketsSource,
  tlsSource,
} from './python-sources.generated.ts'

/** Each imports only from those before it. */
export const pythonModules = {
  loop_conformance_kinds: kindsSource,
  loop_conformance_javascript: javascriptSource,
  loop_conformance_sockets: socketsSource,
  loop_conformance_missing: missingSource,
  loop_conformance_candidate: candidateSource,
  loop_conformance_loops: loopsSource,
  loop_conformance_overrides: overridesSource,
  loop_conformance_reach: reachSource,
  loop_conformance_hooks: hooksSource,
  loop_conformance_tls: tlsSource,
  loop_conformance_functions: functionsSource,
  loop_conformance_bridge: bridgeSource,
}

/** A program that makes the modules of the Python end, and calls the last of them `bridge`. */
export const pythonEnd = `
import json, sys, types
for name, source in json.loads(${JSON.stringify(JSON.stringify(pythonModules))}).items():
    sys.modules[name] = types.ModuleType(name)
    exec(compile(source, '<' + name + '>', 'exec'), sys.modules[name].__dict__)
bridge = sys.modules['loop_conformance_bridge']
`
