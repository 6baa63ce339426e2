import { CandidateError } from '../../conformance/harness/index.ts'
import { count } from '../../conformance/report/words.ts'
import { viewStyle } from '../../conformance/view/index.ts'
import { Editor } from './editor.ts'
import { firstLoop, matchingFaults, menuOptions, nameOf, sourceOf } from './menu.ts'
import { Progress } from './progress.ts'
import { Results } from './results.ts'
import { Sandbox } from './run/sandbox.ts'
import { supervise } from './run/supervise.ts'
import type { WorkerHandle } from './run/worker-runner.ts'
import { fromHash, toHash } from './share.ts'
import { frame } from './frame.ts'
import { playgroundStyle } from './style.ts'
import { SyntaxProblem, transpile } from './transpile.ts'

/** The name that the loop in the editor has in the report. */
const file = 'loop.ts'
const hint =
  'Press Run to try the whole suite on this loop. Failures appear here as they happen, each with its clause, what was expected, ' +
  'the actual result, and a timeline. A loop that spins does not freeze the page.'
/** Milliseconds without a key until the address follows what is typed. */
const quietMs = 300

/** Puts the playground into the element. Loops run in workers, and only when Run is pressed. */
export function mount(element: HTMLElement): void {
  new Playground(element)
}

class Playground {
  readonly #editor: Editor
  readonly #results: Results
  readonly #progress: Progress
  readonly #menu: HTMLSelectElement
  readonly #filter: HTMLInputElement
  readonly #run: HTMLButtonElement
  readonly #share: HTMLButtonElement
  readonly #right: HTMLElement
  #running: AbortController | null = null
  #sharing: ReturnType<typeof setTimeout> | undefined

  constructor(element: HTMLElement) {
    addStyle(element.ownerDocument)
    element.innerHTML = frame(menuOptions()).text
    const part = (name: string): HTMLElement => {
      const found = element.querySelector<HTMLElement>(`[data-part="${name}"]`)
      if (found === null) throw new Error(`The playground has no ${name}.`)
      return found
    }
    this.#menu = part('menu') as HTMLSelectElement
    this.#filter = part('filter') as HTMLInputElement
    this.#run = part('run') as HTMLButtonElement
    this.#share = part('share') as HTMLButtonElement
    this.#right = part('right')
    this.#progress = new Progress(part('progress') as HTMLProgressElement, part('state'))
    this.#results = new Results(part('results'), (line) => this.#editor.goTo(line))
    this.#editor = new Editor({
      parent: part('editor'),
      onEdit: () => this.#onEdit(),
      onRun: () => void this.#start(),
    })
    this.#menu.addEventListener('change', () => this.#choose(this.#menu.value))
    this.#filter.addEventListener('input', () => this.#narrow())
    this.#run.addEventListener('click', () => void this.#start())
    this.#share.addEventListener('click', () => void this.#copyAddress())
    window.addEventListener('hashchange', () => void this.#restore())
    void this.#restore()
  }

  /** What the address says, or the first loop of the menu. */
  async #restore(): Promise<void> {
    const shared = await fromHash(location.hash)
    const source = shared?.kind === 'code' ? shared.source : sourceOf(shared?.name ?? firstLoop)
    if (source === this.#editor.source) return
    this.#editor.source = source ?? sourceOf(firstLoop) ?? ''
    this.#results.clear(hint)
    this.#progress.say('')
  }

  /** Lists the loops that match the filter, and the one that is chosen. */
  #list(chosen: string): void {
    this.#menu.innerHTML = menuOptions(this.#filter.value, chosen).text
    this.#menu.value = chosen
  }

  /** Lists the loops that match the filter, and says how many have one defect. */
  #narrow(): void {
    const filter = this.#filter.value.trim()
    this.#list(this.#menu.value)
    if (this.#running !== null) return
    const found = matchingFaults(filter).length
    this.#progress.say(filter === '' ? '' : `The menu now has ${count(found, 'loop')} with one defect.`)
  }

  #choose(name: string): void {
    const source = sourceOf(name)
    if (source === null) return
    this.#running?.abort()
    this.#editor.source = source
    this.#results.clear(hint)
    this.#progress.say('')
  }

  #onEdit(): void {
    this.#list(nameOf(this.#editor.source) ?? '')
    clearTimeout(this.#sharing)
    this.#sharing = setTimeout(() => void this.#keepInAddress(), quietMs)
  }

  async #keepInAddress(): Promise<void> {
    const { source } = this.#editor
    const name = nameOf(source)
    const hash = await toHash(name === null ? { kind: 'code', source } : { kind: 'loop', name })
    if (source === this.#editor.source) history.replaceState(history.state, '', hash)
  }

  async #copyAddress(): Promise<void> {
    await this.#keepInAddress()
    try {
      await navigator.clipboard.writeText(location.href)
      this.#progress.say('The link is copied. It opens the playground with this loop.')
    } catch {
      this.#progress.say('The address of this page contains the loop. Copy it from the address bar.')
    }
  }

  /** Runs what is in the editor, or stops what runs. */
  async #start(): Promise<void> {
    if (this.#running !== null) {
      this.#running.abort()
      return
    }
    this.#results.clear()
    const running = new AbortController()
    this.#running = running
    this.#run.textContent = 'Stop'
    this.#progress.begin()
    // On a phone the report is below the editor.
    if (this.#right.getBoundingClientRect().top > window.innerHeight * 0.75) this.#right.scrollIntoView()
    try {
      const report = await supervise(
        { file, code: transpile(this.#editor.source) },
        {
          startWorker,
          signal: running.signal,
          listener: {
            onBegin: (_facts, checks) => this.#progress.expect(checks),
            onSettled: (settled) => {
              this.#progress.settled(settled)
              this.#results.add(settled)
            },
          },
        },
      )
      this.#results.finish(report)
      this.#progress.end(report)
    } catch (error) {
      this.#refuse(error)
    } finally {
      this.#running = null
      this.#run.textContent = 'Run'
    }
  }

  #refuse(error: unknown): void {
    this.#progress.fail()
    if (error instanceof SyntaxProblem) {
      this.#results.refuse(`${file} cannot be read.\n${error.message}`)
      if (error.line !== null) this.#editor.goTo(error.line)
    } else if (error instanceof CandidateError) this.#results.refuse(error.message)
    else
      this.#results.refuse(
        `The playground itself failed: ${String((error as Error | undefined)?.stack ?? error)}`,
      )
  }
}

/** The frame in which loops run. It is made for the first run, and stays. */
let sandbox: Sandbox | null = null

function startWorker(): WorkerHandle {
  sandbox ??= new Sandbox(
    document,
    import('./worker-code.generated.js').then((module) => module.code),
  )
  return sandbox.start()
}

function addStyle(page: Document): void {
  const id = 'loop-conformance-playground'
  if (page.getElementById(id) !== null) return
  const style = page.createElement('style')
  style.id = id
  style.textContent = viewStyle + playgroundStyle
  page.head.append(style)
}
