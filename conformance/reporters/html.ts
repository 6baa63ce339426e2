import { createHash } from 'node:crypto'
import type { Report } from '../../spec/index.ts'
import { embeddedJson, Html, html as markup, reportView, viewStyle } from '../view/index.ts'
import { pageScript } from '../view/script.generated.ts'
import type { ReportContext } from './reporter.ts'
import { readable } from '../report/readable.ts'
import { verdictOf } from '../report/verdict.ts'

const pageStyle = `
:root { color-scheme: light dark; }
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
body { margin: 0; background: light-dark(#ffffff, #14161a); }
.page { max-width: 76rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
.bar { display: flex; gap: 0.5rem; align-items: center; margin-bottom: 1.75rem; font-size: 0.9rem; }
.bar strong { margin-right: auto; font-weight: 600; }
.bar button { font: inherit; color: inherit; background: none; border: 1px solid var(--lc-rest); border-radius: 0.35rem; padding: 0.15rem 0.7rem; cursor: pointer; }
.bar button:hover { background: var(--lc-raised); }
.skip { position: absolute; left: -99rem; background: var(--lc-page); padding: 0.5rem 1rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 2; }
@media (max-width: 46rem) { .page { padding: 0.75rem 1rem 3rem; } }
@media print { :root { color-scheme: light !important; } .bar, .skip { display: none; } .page { padding: 0; } }
`

/**
 * One self-contained file: it holds the style, the script and the report as data. Everything a candidate says is text, and
 * the page's policy allows only its own script.
 */
export function html(given: Report, { specification: clauses, folder }: ReportContext): string {
  const { report, specification } = readable(given, clauses)
  const style = viewStyle + pageStyle
  const policy =
    `default-src 'none'; script-src '${hashOf(pageScript)}'; style-src '${hashOf(style)}'; ` +
    "base-uri 'none'; form-action 'none'"
  const { words } = verdictOf(report, 0)
  const view = reportView(report, { specification, folder })
  return `${String(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${report.candidate.name} ${words} · loop-conformance</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="lc skip" href="#main">Skip to the report</a>
<div class="lc page">
<nav class="bar" aria-label="This report"><strong>loop-conformance</strong><button id="download" type="button" hidden>Save as JSON</button><button id="theme" type="button" hidden>Dark</button></nav>
<main id="main" tabindex="-1">
${view}
</main>
</div>
<script type="application/json" id="report">${embeddedJson(given)}</script>
<script>${new Html(pageScript)}</script>
</body>
</html>`)}\n`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
