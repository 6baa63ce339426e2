import { readFileSync } from 'node:fs'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { entryOf, type LoopRecord, type RecordedRun } from '../../../scripts/results/loop-record.ts'

const { devDependencies: aliases } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>
}

/** How a reader judges the version of a report: Markdown with the commands. */
export function howToRepeat({ record, version, python }: CommittedResult): string {
  const run = runOf(record, version, python)
  const install = run.pyodide === undefined ? withPip(record, run, version, python) : withNpm(run, python)
  const place = /\.py(?::|$)/.test(record.entry)
    ? ' The file is in the repository of this project: run them there.'
    : ''
  return `These commands judge version ${version} on Python ${python}.${place}

\`\`\`sh
${[...install, judge(record, run, python)].join('\n')}
\`\`\`
`
}

/** What the record says of a version. The version of the standard library is that of the interpreter. */
function runOf(record: LoopRecord, version: string, python: string): RecordedRun {
  const isIt = (run: RecordedRun): boolean =>
    run.version === version || run.python?.includes(python) === true || run.pyodide !== undefined
  return record.runs.find((run) => run.version === version) ?? record.runs.find(isIt) ?? {}
}

function withPip(record: LoopRecord, run: RecordedRun, version: string, python: string): string[] {
  const packages = [
    ...(record.package === undefined ? [] : [`${record.package}==${version}`]),
    ...(run.with ?? record.with ?? []),
  ]
  const system = record.system ?? []
  return [
    ...(system.length === 0 ? [] : [`apt-get install ${system.join(' ')}`]),
    ...(packages.length === 0
      ? []
      : [`python${python} -m venv venv && . venv/bin/activate`, `pip install ${packages.join(' ')}`]),
  ]
}

function withNpm(run: RecordedRun, python: string): string[] {
  const name = aliasOf(run, python)
  return [`npm install ${name}@${aliases[name] ?? ''}`]
}

/** The npm package of Pyodide that has this minor version of Python. */
function aliasOf({ pyodide = [] }: RecordedRun, python: string): string {
  return pyodide.find((name) => name.endsWith(`-${python.replace('.', '')}`)) ?? pyodide[0] ?? ''
}

function judge(record: LoopRecord, run: RecordedRun, python: string): string {
  const environment = Object.entries(record.environment ?? {}).map(([name, value]) => `${name}=${value}`)
  const interpreter = run.pyodide === undefined ? `python${python}` : aliasOf(run, python)
  const isInVenv = record.package !== undefined
  return [
    ...environment,
    ...(record.under ?? []),
    'npx loop-conformance',
    entryOf(record),
    ...(isInVenv ? [] : ['--python', interpreter]),
    ...(record.profiles.length === 0 ? [] : ['--claim', record.profiles.join(',')]),
  ].join(' ')
}
