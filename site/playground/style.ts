/** What the playground adds to the look of a report. */
export const playgroundStyle = `
.pg { --pg-keyword: light-dark(#8a2a8f, #d792e0); --pg-string: light-dark(#1b6b35, #8fd19e); --pg-number: light-dark(#8a4a00, #e8b26a); --pg-type: light-dark(#0f5f8a, #79c7f2); --pg-function: light-dark(#1356b8, #8ab8ff); }
.pg-bar { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; margin-bottom: 0.75rem; }
.pg-menu { display: flex; gap: 0.6rem; align-items: center; flex: 1 1 18rem; min-width: 0; max-width: 34rem; font-size: 0.9rem; color: var(--lc-soft); }
.pg-menu select { flex: 1; min-width: 0; font: inherit; color: var(--lc-text); background: var(--lc-page); border: 1px solid var(--lc-rest); border-radius: 0.4rem; padding: 0.4rem 0.6rem; appearance: auto; }
.pg-filter { flex: 0 1 9rem; min-width: 5rem; font: inherit; font-size: 0.9rem; color: var(--lc-text); background: var(--lc-page); border: 1px solid var(--lc-rest); border-radius: 0.4rem; padding: 0.4rem 0.6rem; }
.pg-bar button { font: inherit; font-size: 0.95rem; border-radius: 0.4rem; padding: 0.4rem 1rem; cursor: pointer; border: 1px solid var(--lc-rest); color: var(--lc-text); background: none; }
.pg-bar button:hover { background: var(--lc-raised); }
.pg-bar .pg-run { min-width: 5.5rem; font-weight: 600; color: var(--lc-page); background: var(--lc-link); border-color: var(--lc-link); }
.pg-bar .pg-run:hover { background: color-mix(in srgb, var(--lc-link) 88%, var(--lc-text)); }
.pg-panes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; align-items: start; }
/* On a phone the notes come after the report. */
.pg-left { display: contents; }
.pg-notes { order: 1; }
.pg-editor { height: 19rem; border: 1px solid var(--lc-line); border-radius: 0.5rem; overflow: hidden; }
.pg-note { margin-top: 0.5rem !important; max-width: 44rem; font-size: 0.8rem; color: var(--lc-soft); }
.pg-note kbd { font: inherit; font-size: 0.95em; padding: 0 0.35em; border: 1px solid var(--lc-line); border-radius: 0.25rem; }
.pg-right { min-width: 0; scroll-margin-top: 1rem; }
.pg-hint { color: var(--lc-soft); max-width: 34rem; padding-top: 0.5rem; }
.pg-progress { min-height: 1.6rem; font-size: 0.9rem; color: var(--lc-soft); margin-bottom: 0.75rem; }
.pg-progress progress { display: block; width: 100%; height: 0.4rem; margin-bottom: 0.35rem; appearance: none; border: 0; border-radius: 0.2rem; overflow: hidden; background: var(--lc-sunken); }
.pg-progress progress[hidden] { display: none; }
.pg-progress progress::-webkit-progress-bar { background: var(--lc-sunken); }
.pg-progress progress::-webkit-progress-value { background: var(--lc-link); }
.pg-progress progress::-moz-progress-bar { background: var(--lc-link); }
.pg-right .lc-section { margin-top: 1.75rem; font-size: 1.1rem; }
.pg-place { font: inherit; font-family: var(--lc-mono); font-size: 0.9em; padding: 0; border: 0; background: none; color: var(--lc-link); text-decoration: underline; text-underline-offset: 0.2em; cursor: pointer; }
.pg-refusal pre { margin: 0; white-space: pre-wrap; padding: 0.9rem 1rem; border: 1px solid var(--lc-line); border-left: 4px solid var(--lc-bad); border-radius: 0.5rem; background: var(--lc-raised); font-size: 0.85rem; }
@media (min-width: 70rem) {
  .pg-panes { grid-template-columns: minmax(0, 11fr) minmax(0, 12fr); }
  .pg-left { display: block; min-width: 0; position: sticky; top: 1rem; }
  .pg-editor { height: calc(100vh - 14rem); min-height: 20rem; }
}
@media print { .pg-bar, .pg-note, .pg-progress { display: none; } .pg-panes { grid-template-columns: 1fr; } .pg-editor { height: auto; } }
`
