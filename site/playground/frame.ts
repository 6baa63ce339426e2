import { html, type Html } from '../../conformance/view/index.ts'
import { faultyLoops, lacking } from './loops/loops.generated.ts'

const faulty = faultyLoops.length
const elsewhere = Object.values(lacking).reduce((sum, count) => sum + count)

/** The parts of the playground, before there is anything in them. */
export function frame(options: Html): Html {
  return html`<div class="lc pg">
    <div class="pg-bar">
      <label class="pg-menu">
        <span>Loop</span>
        <select data-part="menu">
          ${options}
        </select>
      </label>
      <input
        class="pg-filter"
        type="search"
        data-part="filter"
        placeholder="Filter loops"
        aria-label="Words that the names or clauses of the loops in the menu must contain"
      />
      <button class="pg-run" type="button" data-part="run" title="Ctrl-Enter">Run</button>
      <button class="pg-share" type="button" data-part="share">Copy link</button>
    </div>
    <div class="pg-panes">
      <div class="pg-left">
        <div class="pg-editor" data-part="editor"></div>
        <div class="pg-notes">
          <p class="pg-note">
            The suite runs in a worker of your browser. Nothing is sent anywhere. <kbd>Ctrl</kbd>
            <kbd>Enter</kbd> also runs it.
          </p>
          <p class="pg-note">
            The menu has ${faulty} of the ${faulty + elsewhere} loops with one defect that test the suite. The
            others need something that a browser does not have: connections over TCP (${lacking.sockets}),
            garbage collection on request (${lacking['garbage collection']}), a list of pending timers
            (${lacking['pending timers']}), the processor time of the process (${lacking['working time']}), or
            generated programs (${lacking['generated programs']}).
          </p>
        </div>
      </div>
      <section class="pg-right" data-part="right" aria-label="The report">
        <div class="pg-progress">
          <progress
            data-part="progress"
            aria-label="Checks that are done"
            max="1"
            value="0"
            hidden
          ></progress>
          <p data-part="state" role="status"></p>
        </div>
        <div data-part="results"></div>
      </section>
    </div>
  </div>`
}
