/** One thing that a `*Source.*` of a clause names. */
export interface Source {
  readonly kind: SourceKind
  /** As the clause writes it: `LIFE-01`, `uvloop#408`, `PEP 567`. Of a link, its text. */
  readonly text: string
  /** Where to read it: a URL, or for a rule a path in this repository. Absent for `own`. */
  readonly url?: string
}

/**
 * - `rule`: an id of `spec/asyncio-rules.md`, such as `asyncio LIFE-01` or, after another rule, `LIFE-02`;
 * - `issue`: an issue or a pull request: `uvloop#408`, `owner/repository#1`, `gh-130145`, `bpo-22429`;
 * - `commit`: `uvloop@804364c`;
 * - `test`: a test of CPython, such as `test_tasks.py: test_cancel_at_end`;
 * - `page`: `PEP 567`, or a link in Markdown;
 * - `own`: `this contract`, for a clause that asyncio does not have.
 */
export type SourceKind = 'rule' | 'issue' | 'commit' | 'test' | 'page' | 'own'

/** A source in a form that is not known. The message lists the forms. */
export class SourceFormatError extends Error {
  override readonly name = 'SourceFormatError'
}

/** The owners of the projects that clauses name without them. */
const repositories: Readonly<Record<string, string>> = {
  aiobotocore: 'aio-libs/aiobotocore',
  aiohappyeyeballs: 'aio-libs/aiohappyeyeballs',
  aiohttp: 'aio-libs/aiohttp',
  'aiotask-context': 'Skyscanner/aiotask-context',
  aiotools: 'achimnol/aiotools',
  asyncqt: 'gmarull/asyncqt',
  Chainlit: 'Chainlit/chainlit',
  cpython: 'python/cpython',
  deno: 'denoland/deno',
  Effect: 'Effect-TS/effect',
  gbulb: 'beeware/gbulb',
  inspect_ai: 'UKGovernmentBEIS/inspect_ai',
  k6: 'grafana/k6',
  leviathan: 'kython28/leviathan',
  micropython: 'micropython/micropython',
  nanotimer: 'Krb686/nanotimer',
  nest_asyncio: 'erdewit/nest_asyncio',
  pyodide: 'pyodide/pyodide',
  pyqtgraph: 'pyqtgraph/pyqtgraph',
  qasync: 'CabbageDevelopment/qasync',
  quamash: 'harvimt/quamash',
  rloop: 'gi0baro/rloop',
  rsloop: 'RustedBytes/rsloop',
  'rubicon-objc': 'beeware/rubicon-objc',
  rxjs: 'ReactiveX/rxjs',
  temporal: 'temporalio/sdk-python',
  tornado: 'tornadoweb/tornado',
  uvloop: 'MagicStack/uvloop',
  winloop: 'Vizonex/Winloop',
  zuvloop: 'Kludex/zuvloop',
}

/** The URL of the issue `uvloop#408` or `owner/repository#1`; null if the project is not known. */
export function issueUrl(project: string, number: string): string | null {
  const repository = repositoryOf(project)
  return repository === null ? null : `https://github.com/${repository}/issues/${number}`
}

function repositoryOf(project: string): string | null {
  return project.includes('/') ? project : (repositories[project] ?? null)
}

type Form = readonly [RegExp, SourceKind, (...groups: string[]) => string | null | undefined]

const forms: readonly Form[] = [
  [/^(?:asyncio )?([A-Z]+-\d{2,3})$/, 'rule', (id) => `spec/asyncio-rules.md#${id.toLowerCase()}`],
  [/^gh-(\d+)$/, 'issue', (number) => issueUrl('cpython', number)],
  [/^bpo-(\d+)$/, 'issue', (number) => `https://bugs.python.org/issue${number}`],
  [/^([A-Za-z][\w.-]*(?:\/[\w.-]+)?)#(\d+)$/, 'issue', (project, number) => issueUrl(project, number)],
  [
    /^([A-Za-z][\w.-]*(?:\/[\w.-]+)?)@([0-9a-f]{7,40})$/,
    'commit',
    (project, hash) => {
      const repository = repositoryOf(project)
      return repository === null ? null : `https://github.com/${repository}/commit/${hash}`
    },
  ],
  [
    /^(test_\w+\.py): test_\w+$/,
    'test',
    (file) => `https://github.com/python/cpython/blob/main/Lib/test/test_asyncio/${file}`,
  ],
  [/^PEP (\d+)$/, 'page', (number) => `https://peps.python.org/pep-${number.padStart(4, '0')}/`],
  [/^\[[^\]]+\]\((https:\/\/[^)\s]+)\)$/, 'page', (url) => url],
  [/^this contract$/, 'own', () => undefined],
]

/**
 * The sources that the text names, which `;` or `,` separate. A full stop may end it. Throws `SourceFormatError` for a
 * source in another form.
 */
export function parseSources(text: string): readonly Source[] {
  return text
    .replace(/\.$/, '')
    .split(/[;,] /)
    .map((part) => parseSource(part.trim()))
}

function parseSource(part: string): Source {
  for (const [form, kind, urlOf] of forms) {
    const match = form.exec(part)
    if (match === null) continue
    const url = urlOf(...match.slice(1))
    if (url === null) break
    const text = part.replace(/^asyncio /, '').replace(/^\[([^\]]+)\]\(.*\)$/, '$1')
    return url === undefined ? { kind, text } : { kind, text, url }
  }
  throw new SourceFormatError(
    `Found the source "${part}". Expected a rule ("asyncio LIFE-01"), an issue ("uvloop#408", "gh-130145", "bpo-22429"), ` +
      'a commit ("uvloop@804364c"), a test of CPython ("test_tasks.py: test_cancel_at_end"), "PEP 567", a link, or "this ' +
      'contract". A project without its owner must be listed in spec/source.ts.',
  )
}
