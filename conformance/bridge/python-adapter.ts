import type { EventLoop, LoopAdapter } from '../../spec/index.ts'
import { CandidateError } from '../harness/index.ts'
import { Peer } from './peer.ts'
import { ProcessChannel } from './process-channel.ts'
import { pythonApi } from './python-api.ts'
import type { PythonTarget } from './python-target.ts'

/** What the interpreter says of itself and of the candidate. */
interface Facts {
  readonly python: string
  readonly implementation: string
  readonly version: string | null
  readonly hash: string
}

export function connectPython(target: PythonTarget): LoopAdapter {
  let starting = true
  const peer = new Peer(
    (serve) =>
      new ProcessChannel(target.interpreter, serve, {
        onLost: (how, place) => {
          if (starting) throw new CandidateError(`${target.interpreter} ${how}${place === null ? '' : `, at ${place}`}.`)
          throw new Error(`The candidate ${how}.`)
        },
      }),
  )
  const facts = start(peer, target)
  starting = false
  return {
    name: target.module,
    version: facts.version ?? facts.python,
    newEventLoop: () => peer.call(0, 'new_loop', []) as EventLoop,
    api: pythonApi(peer),
    beginCheck: (deadlineMs, onStalled) => {
      peer.onStalled = (place) => onStalled(place === null ? undefined : `${place.file}:${String(place.line)}`)
      peer.call(0, 'begin_check', [deadlineMs / 1000])
    },
    endCheck: () => {
      peer.call(0, 'end_check', [])
      peer.forget()
    },
  } as LoopAdapter
}

function start(peer: Peer, { module, callable }: PythonTarget): Facts {
  return peer.call(0, 'start', [module, callable]) as Facts
}
