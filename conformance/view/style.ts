/**
 * The style of a report. Colours follow the colour scheme of the page; text has a contrast of 4.5 in both. Every rule
 * is below `.lc`, because the playground shows the same views inside another page.
 */
export const viewStyle = `
.lc {
  --lc-page: light-dark(#ffffff, #14161a);
  --lc-raised: light-dark(#f6f7f9, #1c1f25);
  --lc-sunken: light-dark(#eef0f3, #0f1114);
  --lc-line: light-dark(#d9dde3, #343a44);
  --lc-text: light-dark(#1b1f26, #e6e9ee);
  --lc-soft: light-dark(#566070, #a0a9b8);
  --lc-link: light-dark(#1356b8, #7ab4ff);
  --lc-good: light-dark(#16703a, #56c880);
  --lc-bad: light-dark(#b3211f, #ff8b82);
  --lc-fair: light-dark(#8a5300, #e5b04c);
  --lc-rest: light-dark(#69727f, #8a94a4);
  --lc-good-soft: light-dark(#e7f5ec, #15281c);
  --lc-bad-soft: light-dark(#fdeceb, #331a1a);
  --lc-fair-soft: light-dark(#fbf2df, #2e2513);
  --lc-task: light-dark(#6a3bb5, #c4a2ff);
  --lc-task-soft: light-dark(#f1eafc, #2a2140);
  --lc-callback: light-dark(#0f5f8a, #79c7f2);
  --lc-callback-soft: light-dark(#e4f2fa, #14293a);
  --lc-mono: ui-monospace, 'SFMono-Regular', 'Cascadia Code', Menlo, Consolas, monospace;
  color: var(--lc-text);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  overflow-wrap: break-word;
}
.lc *, .lc *::before, .lc *::after { box-sizing: border-box; }
.lc code, .lc pre { font-family: var(--lc-mono); font-size: 0.9em; overflow-wrap: anywhere; background: none; padding: 0; color: inherit; }
.lc a { color: var(--lc-link); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
.lc p { margin: 0; }
.lc p + p { margin-top: 0.5em; }
.lc h1, .lc h2, .lc h3, .lc h4 { margin: 0; padding: 0; border: 0; letter-spacing: normal; }
.lc dl, .lc dd, .lc ul { margin: 0; padding: 0; }
.lc ul { list-style: none; }
.lc small { font-size: 0.85em; }
.lc :focus-visible { outline: 2px solid var(--lc-link); outline-offset: 2px; border-radius: 3px; }
.lc-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.lc-head { border-bottom: 1px solid var(--lc-line); padding-bottom: 1.25rem; }
.lc-verdict { display: flex; gap: 1rem; align-items: center; }
.lc-verdict > div { min-width: 0; overflow-wrap: anywhere; }
.lc-seal { flex: none; display: grid; place-items: center; width: 3.25rem; height: 3.25rem; border-radius: 50%; font-size: 1.6rem; line-height: 1; color: var(--lc-page); background: var(--lc-tone); }
.lc-good { --lc-tone: var(--lc-good); }
.lc-bad { --lc-tone: var(--lc-bad); }
.lc-fair { --lc-tone: var(--lc-fair); }
.lc .lc-title { font-size: 1.65rem; line-height: 1.25; font-weight: 500; color: var(--lc-tone); text-wrap: balance; }
.lc-name { font-weight: 700; color: var(--lc-text); }
.lc-why { color: var(--lc-soft); margin-top: 0.15rem; }

.lc-counts { margin: 1.25rem 0 1rem; display: grid; gap: 0.5rem; }
.lc-count { display: grid; grid-template-columns: 4.5rem minmax(8rem, 22rem) 1fr; gap: 0.25rem 1rem; align-items: center; }
.lc-level { font-size: 0.8rem; font-weight: 600; letter-spacing: 0.04em; color: var(--lc-soft); }
.lc-bar { display: block; width: 100%; height: 0.6rem; border-radius: 0.3rem; background: var(--lc-sunken); }
.lc-bar .lc-pass { fill: var(--lc-good); }
.lc-bar .lc-deviation { fill: var(--lc-fair); }
.lc-bar .lc-fail, .lc-bar .lc-crash, .lc-bar .lc-hang { fill: var(--lc-bad); }
.lc-bar .lc-consequence, .lc-bar .lc-blocked, .lc-bar .lc-inconclusive { fill: var(--lc-rest); }
.lc-bar .lc-skip, .lc-bar .lc-untestable { fill: var(--lc-line); }
.lc-tally { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; font-size: 0.875rem; color: var(--lc-soft); }
.lc-part { display: inline-flex; align-items: center; gap: 0.35rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.lc-dot { width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--lc-line); }
.lc-dot.lc-pass { background: var(--lc-good); }
.lc-dot.lc-deviation { background: var(--lc-fair); }
.lc-dot.lc-fail, .lc-dot.lc-crash, .lc-dot.lc-hang { background: var(--lc-bad); }
.lc-dot.lc-consequence, .lc-dot.lc-blocked, .lc-dot.lc-inconclusive { background: var(--lc-rest); }

.lc-facts { display: grid; gap: 0.35rem 1.5rem; font-size: 0.875rem; }
.lc-facts > div { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0.75rem; }
.lc-facts dt { color: var(--lc-soft); font-weight: 400; }
.lc-facts dd { min-width: 0; overflow-wrap: anywhere; }
.lc .lc-about { display: flex; flex-wrap: wrap; gap: 0.15rem 1.4rem; }
.lc .lc-about > div { display: flex; gap: 0.45rem; }
.lc-report { container: lc / inline-size; }

.lc-areas { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.75rem, 1fr)); gap: 0.4rem; margin: 1.25rem 0 0 !important; }
.lc-areas > li { margin: 0 !important; }
.lc-area a { display: flex; white-space: nowrap; gap: 0.5rem; align-items: baseline; padding: 0.35rem 0.65rem; border: 1px solid var(--lc-line); border-radius: 0.4rem; color: var(--lc-text); text-decoration: none; font-size: 0.9rem; }
.lc-area a:hover { border-color: var(--lc-soft); }
.lc-area small { margin-left: auto; color: var(--lc-soft); font-variant-numeric: tabular-nums; }
.lc-area.lc-pass .lc-sign { color: var(--lc-good); }
.lc-area.lc-fail .lc-sign { color: var(--lc-bad); }
.lc-area.lc-deviation .lc-sign { color: var(--lc-fair); }
.lc-area.lc-fail a { background: var(--lc-bad-soft); border-color: color-mix(in srgb, var(--lc-bad) 35%, transparent); }
.lc-area.lc-blocked .lc-sign { color: var(--lc-soft); }

.lc .lc-section { font-size: 1.25rem; font-weight: 650; line-height: 1.3; margin: 2.5rem 0 0.9rem; }
.lc summary { cursor: pointer; list-style: none; display: flex; gap: 0.6rem; align-items: baseline; }
.lc summary::-webkit-details-marker { display: none; }
.lc-mark { flex: none; display: inline-block; width: 1.25em; text-align: center; font-weight: 700; color: var(--lc-soft); }
.lc-mark.lc-pass { color: var(--lc-good); }
.lc-mark.lc-deviation { color: var(--lc-fair); }
.lc-mark.lc-fail, .lc-mark.lc-crash, .lc-mark.lc-hang { color: var(--lc-bad); }
.lc-mark.lc-optional:is(.lc-fail, .lc-crash, .lc-hang) { color: var(--lc-fair); }
.lc-badge { display: inline-block; padding: 0 0.4em; border: 1px solid var(--lc-line); border-radius: 0.3rem; font-size: 0.72rem; line-height: 1.5; letter-spacing: 0.03em; color: var(--lc-soft); white-space: nowrap; }

.lc-failure { border: 1px solid var(--lc-line); border-left: 4px solid var(--lc-bad); border-radius: 0.5rem; background: var(--lc-page); margin-bottom: 0.75rem; scroll-margin-top: 1rem; }
.lc-failure.lc-optional { border-left-color: var(--lc-fair); }
.lc-failure > summary { padding: 0.7rem 1rem; border-radius: 0.4rem; }
.lc-failure > summary:hover { background: var(--lc-raised); }
.lc-failure > summary::after, .lc-clause-row > summary::after { content: ''; flex: none; margin-left: auto; align-self: center; width: 0.5em; height: 0.5em; border: solid var(--lc-soft); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
.lc-failure[open] > summary::after, .lc-clause-row[open] > summary::after { transform: rotate(45deg); }
.lc-failure[open] > summary { border-bottom: 1px solid var(--lc-line); border-radius: 0.4rem 0.4rem 0 0; }
.lc-summary { min-width: 0; }
.lc-id { font-weight: 600; }
.lc-failure .lc-message { display: block; color: var(--lc-soft); font-size: 0.925rem; }
.lc-body { padding: 1rem; display: grid; gap: 1rem; min-width: 0; }
.lc-clause { max-width: 46rem; }
.lc-intent { color: var(--lc-soft); margin-top: 0.4rem; font-size: 0.925rem; }
.lc-situation { display: grid; gap: 0.75rem; min-width: 0; }
.lc-situation + .lc-situation { border-top: 1px dashed var(--lc-line); padding-top: 1rem; margin-top: 1rem; }
.lc-label { font-size: 0.78rem; font-weight: 600; letter-spacing: 0.03em; color: var(--lc-soft); }
.lc-situation-name .lc-label { margin-right: 0.5rem; }
.lc-beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
.lc-expected, .lc-actual { border-radius: 0.4rem; padding: 0.55rem 0.8rem; min-width: 0; }
.lc-expected { background: var(--lc-good-soft); }
.lc-actual { background: var(--lc-bad-soft); }
.lc-expected .lc-label { color: var(--lc-good); }
.lc-actual .lc-label { color: var(--lc-bad); }
.lc-beside p { font-family: var(--lc-mono); font-size: 0.85rem; white-space: pre-line; overflow-wrap: anywhere; }
.lc-more > summary { color: var(--lc-link); font-size: 0.9rem; }
.lc-more > summary::before { content: '▸'; }
.lc-more[open] > summary::before { content: '▾'; }
.lc-program { margin: 0 0 0.75rem; padding: 0.75rem; max-height: 30rem; overflow: auto; font-size: 0.85rem; }
.lc-more[open] > summary { margin-bottom: 0.75rem; }
.lc-waiting ul { columns: 20rem; font-size: 0.875rem; }
.lc-list { display: grid; gap: 0.4rem; }

.lc-timeline { overflow: auto; max-height: 34rem; width: fit-content; max-width: 100%; border: 1px solid var(--lc-line); border-radius: 0.4rem; background: var(--lc-raised); }
.lc-timeline table { display: table; width: 100%; margin: 0; border-collapse: collapse; font-size: 0.85rem; }
.lc-timeline caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.lc-timeline tr { background: none; border: 0; }
.lc-timeline th, .lc-timeline td { border: 0; padding: 0.2rem 0.5rem; text-align: center; background: none; }
.lc-timeline thead th { position: sticky; top: 0; z-index: 1; background: var(--lc-raised); padding: 0.45rem 0.5rem; border-bottom: 1px solid var(--lc-line); font-weight: 600; color: var(--lc-lane, var(--lc-soft)); min-width: 11rem; }
.lc-timeline thead th:first-child { min-width: 0; width: 2.5rem; }
.lc-timeline tbody th[scope='row'] { width: 2.5rem; color: var(--lc-soft); font-weight: 400; font-variant-numeric: tabular-nums; text-align: right; border-left: 3px solid transparent; }
.lc-timeline .lc-tasks { --lc-lane: var(--lc-task); --lc-lane-soft: var(--lc-task-soft); }
.lc-timeline .lc-callbacks { --lc-lane: var(--lc-callback); --lc-lane-soft: var(--lc-callback-soft); }
.lc-timeline .lc-loop, .lc-timeline .lc-check { --lc-lane: var(--lc-soft); --lc-lane-soft: var(--lc-sunken); }
.lc-timeline tbody td { background: linear-gradient(var(--lc-line), var(--lc-line)) center / 1px 100% no-repeat; }
.lc-event { display: inline-flex; flex-direction: column; max-width: 26rem; padding: 0.15rem 0.65rem; border: 1px solid color-mix(in srgb, var(--lc-lane, var(--lc-soft)) 45%, transparent); border-radius: 0.9rem; background: var(--lc-lane-soft, var(--lc-sunken)); color: var(--lc-lane, var(--lc-text)); overflow-wrap: anywhere; }
.lc-event small { font-family: var(--lc-mono); color: var(--lc-soft); }
.lc-event strong { font-weight: 600; font-size: 0.8rem; }
.lc-turn th { text-align: left !important; padding: 0.3rem 0.75rem 0.1rem !important; color: var(--lc-soft); font-weight: 400; font-size: 0.78rem; }
.lc-timeline tbody + tbody .lc-turn th { border-top: 1px dashed var(--lc-line); }
.lc-early, .lc-late { --lc-edge: var(--lc-bad); }
.lc-early .lc-event, .lc-late .lc-event { border-color: var(--lc-bad); background: var(--lc-bad-soft); color: var(--lc-bad); border-width: 1.5px; }
.lc-timeline :is(.lc-early, .lc-between, .lc-late) th[scope='row'] { border-left-color: var(--lc-bad); }

.lc-filter:not([hidden]) { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; padding: 0.75rem; margin-bottom: 1rem; border: 1px solid var(--lc-line); border-radius: 0.5rem; background: var(--lc-raised); }
.lc-search { flex: 1 1 16rem; }
.lc-search input { width: 100%; font: inherit; font-size: 0.95rem; color: inherit; background: var(--lc-page); border: 1px solid var(--lc-rest); border-radius: 0.35rem; padding: 0.35rem 0.6rem; }
.lc-search input::placeholder { color: var(--lc-soft); opacity: 1; }
.lc-filter fieldset { display: flex; flex-wrap: wrap; gap: 0.35rem; border: 0; margin: 0; padding: 0; min-width: 0; }
.lc-choice { position: relative; cursor: pointer; font-size: 0.85rem; }
.lc-choice input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.lc-choice span { white-space: nowrap; }
.lc-choice > span { display: block; padding: 0.15rem 0.65rem; border: 1px solid var(--lc-rest); border-radius: 1rem; color: var(--lc-text); background: var(--lc-page); }
.lc-choice input:checked + span { background: var(--lc-text); border-color: var(--lc-text); color: var(--lc-page); }
.lc-choice input:focus-visible + span { outline: 2px solid var(--lc-link); outline-offset: 2px; }
.lc-found { font-size: 0.875rem; color: var(--lc-soft); min-width: 7rem; }
.lc .lc-area-name { font-size: 1rem; font-weight: 650; margin: 1.5rem 0 0.4rem; scroll-margin-top: 1rem; }
.lc-clause-row { border-top: 1px solid var(--lc-line); scroll-margin-top: 1rem; }
.lc-clause-row:last-child { border-bottom: 1px solid var(--lc-line); }
.lc-clause-row > summary { padding: 0.4rem 0.5rem; }
.lc-clause-row > summary:hover { background: var(--lc-raised); }
.lc-clause-row .lc-id { font-weight: 500; flex: none; max-width: 100%; }
.lc-clause-row > summary .lc-badge { flex: none; }
.lc-gist { flex: 1; min-width: 0; color: var(--lc-soft); font-size: 0.9rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.lc-clause-row[open] .lc-gist { visibility: hidden; }
.lc-clause-row .lc-body { padding: 0.5rem 0.5rem 1.25rem 2.35rem; }
.lc-clause-row .lc-body .lc-facts > div { grid-template-columns: 4.5rem 1fr; }
.lc-checks { display: grid; gap: 0.25rem; font-size: 0.9rem; }
.lc-checks li { display: flex; gap: 0.5rem; align-items: baseline; }
.lc-checks small { display: block; color: var(--lc-soft); }

@container lc (max-width: 46rem) {
  .lc .lc-title { font-size: 1.3rem; }
  .lc-verdict { align-items: flex-start; }
  .lc-seal { width: 2.5rem; height: 2.5rem; font-size: 1.25rem; }
  .lc-count { grid-template-columns: 4.5rem 1fr; }
  .lc-tally { grid-column: 1 / -1; }
  .lc-areas { grid-template-columns: repeat(auto-fill, minmax(10.4rem, 1fr)); }
  .lc-area a { font-size: 0.85rem; padding: 0.3rem 0.5rem; }
  .lc-clause-row > summary { display: grid; grid-template-columns: 1.25em auto 1fr; gap: 0 0.5rem; position: relative; padding-right: 1.5rem; }
  .lc-clause-row > summary::after { position: absolute; right: 0.5rem; top: 0.9rem; }
  .lc-clause-row > summary .lc-id { grid-column: 2 / -1; font-size: 0.85rem; }
  .lc-clause-row > summary .lc-badge { grid-column: 2; justify-self: start; }
  .lc-clause-row .lc-body { padding-left: 0.5rem; }
}
@container lc (max-width: 34rem) {
  .lc-beside { grid-template-columns: 1fr; }
  .lc-facts > div { grid-template-columns: 4.5rem 1fr; }
  .lc-timeline { width: auto; }
  .lc-timeline thead th { min-width: 5rem; }
  .lc-failure > summary { padding: 0.6rem 0.75rem; }
  .lc-body { padding: 0.75rem; }
}
@media print {
  .lc { font-size: 11pt; }
  .lc-filter, .lc summary::after { display: none !important; }
  .lc-timeline { max-height: none; overflow: visible; }
  .lc-failure, .lc-clause-row, .lc-timeline tr { break-inside: avoid; }
  .lc-failure[open] { break-inside: auto; }
  .lc-bar, .lc-seal, .lc-dot, .lc-event, .lc-expected, .lc-actual { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-reduced-motion: no-preference) {
  .lc summary::after { transition: transform 0.12s; }
}
`
