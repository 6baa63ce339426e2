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

/** The first message brings the port of the page. Only the page has the other end of it. */
interface WorkerScope {
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent & { readonly ports: readonly MessagePort[] }) => void,
    options: { readonly once: true },
  ): void
}

// All of this is captured before the loop is loaded, which may replace any global.
const scope = globalThis as unknown as WorkerScope
let post: (news: News) => void = () => undefined
const escaped = new EscapedErrors((error) => post({ what: 'escaped', ...error }))

const server = new CheckServer<LoopSource>({
  suite,
  host: captureHost(),
  load: evaluate,
  setUp: setUpCandidate,
  say: (news) => post(news),
  watch: (_key, run) => escaped.watch(run),
  onEvent: (event) => post({ what: 'event', event }),
})

function talkOver(port: MessagePort): void {
  // A loop may replace the method.
  post = port.postMessage.bind(port)
  port.onmessage = ({ data }: MessageEvent<Request>) => {
    void server.receive(data)
  }
  post({ what: 'booted', checks: suite.map(({ run: _run, ...facts }) => facts) })
}

scope.addEventListener(
  'message',
  ({ ports: [port] }) => {
    if (port !== undefined) talkOver(port)
  },
  { once: true },
)
