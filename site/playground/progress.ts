import type { SettledCheck } from '../../conformance/harness/index.ts'
import { count, duration } from '../../conformance/report/words.ts'
import type { Report } from '../../spec/index.ts'

/** How far the run is, in a bar and in words. */
export class Progress {
  readonly #bar: HTMLProgressElement
  readonly #state: HTMLElement
  #checks = 0
  #done = 0
  #failed = 0
  #drawing = false

  constructor(bar: HTMLProgressElement, state: HTMLElement) {
    this.#bar = bar
    this.#state = state
  }

  begin(): void {
    this.#checks = this.#done = this.#failed = 0
    this.#bar.hidden = false
    this.#bar.value = 0
    this.say('The loop is being loaded.')
  }

  expect(checks: number): void {
    this.#checks = checks
    this.say(`${count(checks, 'check')} to run.`)
  }

  settled(settled: SettledCheck): void {
    this.#done++
    if ('outcome' in settled && !['pass', 'skip'].includes(settled.outcome.status)) this.#failed++
    if (this.#drawing) return
    this.#drawing = true
    requestAnimationFrame(() => {
      this.#drawing = false
      this.#bar.value = this.#done / this.#checks
    })
  }

  end({ durationMs, partial }: Report): void {
    this.#bar.hidden = true
    const failures = this.#failed === 0 ? 'none failed' : `${String(this.#failed)} failed`
    const how = partial ? 'Stopped after' : 'Done in'
    this.say(`${how} ${duration(durationMs)}: ${count(this.#done, 'check')}, ${failures}.`)
  }

  fail(): void {
    this.#bar.hidden = true
    this.say('')
  }

  say(words: string): void {
    this.#state.textContent = words
  }
}
