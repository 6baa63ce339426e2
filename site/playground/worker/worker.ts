/** The web worker of the playground: it loads the loop of the editor and runs the checks that it is given. */
import './no-network.ts'
import './quiet-console.ts'
import './set-immediate.ts'
import { setUpCandidate } from '../../../conformance/candidate/set-up-candidate.ts'
import { captureHost, CheckServer } from '../../../conformance/harness/index.ts'
import { suite } from '../../../conformance/suite/index.ts'
import type { LoopSource, News, Request } from '../protocol.ts'
import { EscapedErrors } from './escaped-errors.ts'
import { evaluate } from './evaluate.ts'

interface WorkerScope {
  postMessage(message: News): void
  onmessage: ((event: MessageEvent<Request>) => void) | null
}

// All of this is captured before the loop is loaded, which may replace any global.
const scope = globalThis as unknown as WorkerScope
const post = scope.postMessage.bind(scope)
const escaped = new EscapedErrors((error) => post({ what: 'escaped', ...error }))

const server = new CheckServer<LoopSource>({
  suite,
  host: captureHost(),
  load: evaluate,
  setUp: setUpCandidate,
  say: post,
  watch: (_key, run) => escaped.watch(run),
  onEvent: (event) => post({ what: 'event', event }),
})

scope.onmessage = ({ data }) => {
  void server.receive(data)
}
post({ what: 'booted', checks: suite.map(({ run: _run, ...facts }) => facts) })
