import { spawnSync } from 'node:child_process'
import { CandidateError, type CandidateErrorCode } from '../harness/index.ts'
import { startFailed } from './adapter.ts'
import { hooksTable } from './hooks-table.generated.ts'
import { pythonModules } from './python-end.ts'
import type { PythonTarget } from './python-target.ts'

/** What `hooks.py` reports: how the overrides of a loop take the calls of asyncio. Versions are texts such as `3.15`. */
export interface HooksReport {
  /** The class, such as `qasync.QSelectorEventLoop`. */
  readonly loop: string
  /** Its base classes in asyncio, the nearest first. */
  readonly bases: readonly string[]
  /** The version of the interpreter, such as `3.13.0`. */
  readonly python: string
  readonly from: string
  readonly to: string
  /** The newest version in which every override takes what asyncio passes. Null if one does not in `from`. */
  readonly bindsUpTo: string | null
  readonly overrides: readonly OverrideRow[]
  /** Parameters of public methods that an override does not take. Only a program passes them. */
  readonly notes: readonly {
    readonly method: string
    readonly parameter: string
    readonly since: string | null
  }[]
}

export interface OverrideRow {
  readonly kind: 'loop' | 'server' | 'transport' | 'future'
  readonly class: string
  readonly method: string
  /** `file:line`, null if there is no source. */
  readonly place: string | null
  /** Null if nobody can see it: a compiled method. */
  readonly signature: string | null
  readonly breaks: readonly RefusedCall[]
  /** Calls that its decorator takes and the function below refuses. */
  readonly unsure: readonly RefusedCall[]
  /** What asyncio calls it for, and the first line of a definition that works on every version. */
  readonly for?: string | null
  readonly write?: string | null
}

export interface RefusedCall {
  /** Such as `fd, callback, *args, context=`. */
  readonly args: string
  /** What Python says, such as `got an unexpected keyword argument 'context'`. */
  readonly why: string
  /** The functions of asyncio, such as `selector_events._SelectorTransport._add_reader`. */
  readonly by: readonly string[]
  readonly since: string
  /** The last version, null if it is the newest one that was asked for. */
  readonly until: string | null
}

const timeoutMs = 60_000
const replyDescriptor = 3

/** Everything comes on standard input. The candidate may print, so that the reply has a descriptor of its own. */
const program = `
import sys
if sys.version_info < (3, 8):
    sys.exit('too old')
import json, types
request = json.loads(sys.stdin.read())
for name, source in request['modules'].items():
    sys.modules[name] = types.ModuleType(name)
    exec(compile(source, '<' + name + '>', 'exec'), sys.modules[name].__dict__)
hooks = sys.modules['loop_conformance_hooks']
hooks.main(request['module'], request['callable'], request['last'], request['table'], ${String(replyDescriptor)})
`

/** Imports the candidate in its interpreter and holds its overrides against the table, up to a minor version. Throws CandidateError. */
export function holdHooks(target: PythonTarget, last: number | null): HooksReport {
  const { interpreter, module, callable } = target
  const input = JSON.stringify({ modules: pythonModules, module, callable, last, table: hooksTable })
  const { output, status, signal, error } = spawnSync(interpreter, ['-c', program], {
    input,
    stdio: ['pipe', 2, 2, 'pipe'],
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
  })
  const reply = (output as (Buffer | null)[] | null)?.at(replyDescriptor)?.toString() ?? ''
  if (reply !== '') {
    const [kind, ...rest] = JSON.parse(reply) as
      ['return', HooksReport] | ['refused', CandidateErrorCode | null, string]
    if (kind === 'return') return rest[0] as HooksReport
    const [code, message] = rest as [CandidateErrorCode | null, string]
    throw new CandidateError(message, code === null ? undefined : { code })
  }
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
    throw new CandidateError(
      `${module} did not finish to load.\nFound:    nothing within ${String(timeoutMs / 1000)} s\nExpected: a module that can be imported.`,
    )
  if (error !== undefined && status === null && signal === null)
    throw startFailed(target, { kind: 'not started', value: '', at: null })
  const how =
    signal === null
      ? { kind: 'exit code' as const, value: String(status) }
      : { kind: 'signal' as const, value: signal }
  throw startFailed(target, { ...how, at: null })
}
