import { painter } from './paint.ts'

export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const redrawEveryMs = 60
const barWidth = 24

/** One line at the bottom of a terminal that shows how far the run is. Writes nothing if the stream is not a terminal. */
export class Progress {
  readonly #stream: ProgressStream
  readonly #active: boolean
  readonly #color: boolean
  #total = 0
  #settled = 0
  #failed = 0
  #drawnAt = -Infinity
  #visible = false

  constructor(stream: ProgressStream, color: boolean, wanted = true) {
    this.#stream = stream
    this.#active = wanted && stream.isTTY === true
    this.#color = color
  }

  /** Shows a text before there are checks to count. */
  say(text: string): void {
    this.#draw(painter(this.#color)('dim', text))
  }

  begin(total: number): void {
    this.#total = total
  }

  settled(failed: boolean, clause: string): void {
    this.#settled++
    if (failed) this.#failed++
    const now = performance.now()
    if (!this.#active || now - this.#drawnAt < redrawEveryMs) return
    this.#drawnAt = now
    this.#draw(this.#line(clause))
  }

  /** The run is over, and checks run with other seeds. */
  explored(runs: number, elapsedMs: number, forMs: number): void {
    const now = performance.now()
    if (!this.#active || now - this.#drawnAt < redrawEveryMs) return
    this.#drawnAt = now
    const seconds = `${String(Math.floor(elapsedMs / 1000))}/${String(Math.round(forMs / 1000))} s`
    this.#draw(painter(this.#color)('dim', `exploring … ${seconds}, ${String(runs)} checks with other seeds`))
  }

  /** Removes the line, to make room for the report. */
  end(): void {
    if (this.#visible) this.#stream.write('\r\u001b[2K')
    this.#visible = false
  }

  #line(clause: string): string {
    const paint = painter(this.#color)
    const done = Math.round((this.#settled / Math.max(1, this.#total)) * barWidth)
    const bar = paint('green', '━'.repeat(done)) + paint('dim', '━'.repeat(barWidth - done))
    const score = `${String(this.#settled)}/${String(this.#total)}`
    const failures = this.#failed === 0 ? '' : paint('red', ` ✗ ${String(this.#failed)}`)
    const room = (this.#stream.columns ?? 80) - barWidth - score.length - 16
    return `${bar} ${score}${failures}  ${paint('dim', clause.slice(0, Math.max(0, room)))}`
  }

  #draw(text: string): void {
    if (!this.#active) return
    this.#stream.write(`\r\u001b[2K${text}`)
    this.#visible = true
  }
}
