import { readFileSync } from 'node:fs'
import { suite } from '../../../conformance/suite/index.ts'
import { faults } from '../../../conformance/self-test/faults/index.ts'
import { areas, profiles, specification, type Area, type Profile } from '../../../spec/index.ts'
import type { Page } from '../page.ts'
import { clausesOf } from './area-page.ts'

const profileWords: Readonly<Record<Profile, string>> = {
  core: 'Judged for every loop.',
  host: 'How the loop works inside the event loop of its host: waking, interleaving, keeping the process alive.',
  'timers-real': 'Its clock is the clock of the machine.',
  'base-hooks': 'It is built on `BaseEventLoop`: which hooks are called, when and how often.',
  net: 'Transports, on a socket in memory.',
  'net-real': 'Transports, over TCP.',
  server: 'Servers, over TCP.',
  tls: 'TLS, as client and as server.',
  datagram: 'Datagrams, over UDP.',
  unix: 'Connections and servers at Unix sockets.',
  streams: 'Readers and writers for coroutines, on top of connections and servers.',
  eager: 'Tasks may take their first step when they are created.',
  'python-hooks': 'Every loop in Python: what it overrides takes what its CPython passes.',
  debug: 'What debug mode reports and refuses.',
  gc: 'What may be garbage-collected, and what is reported then.',
}

/** The first page of the specification: its areas, levels and profiles. */
export function overviewPage(): Page {
  const { clauses, version, hash } = specification
  return {
    path: '/spec/',
    title: 'The specification',
    description: 'What an asyncio-style event loop must do, clause by clause.',
    kind: 'wide',
    markdown: `# The specification

Contract **${version}**: ${String(clauses.length)} clauses, ${String(suite.length)} checks, ${String(faults.length)} faults that the checks catch. Every report
contains its hash, \`${hash}\`.

| area | | MUST | SHOULD | checks | faults |
| --- | --- | ---: | ---: | ---: | ---: |
${areas.map(row).join('\n')}

[Terms](/spec/terms/) defines the words of the clauses. An id such as SCHED-01, in the *Source* of a clause, is a rule of
asyncio: [the list](/spec/asyncio-rules/) says what CPython does and where to read it. Each area ends with the rules of asyncio that have no clause, and why;
[a list](/spec/javascript-own/) has the clauses that exist only in JavaScript.

## Levels

**MUST**: CPython does it, and a sane loop could not do otherwise. **SHOULD**: programs rely on it, although a respected loop
differs. **MAY**: a program must not rely on it.

## Profiles

Every loop is judged by \`core\`, and by the profiles that its adapter claims.

| profile | clauses | what it is about |
| --- | ---: | --- |
${profiles.map((profile) => `| \`${profile}\` | ${of(profile)} | ${profileWords[profile]} |`).join('\n')}
`,
  }
}

function row(area: Area): string {
  const clauses = clausesOf(area)
  const level = (name: string): string => String(clauses.filter(({ level }) => level === name).length)
  const checks = suite.filter(({ clause }) => clause.startsWith(`${area}.`)).length
  const caught = faults.filter(({ clause }) => clause.startsWith(`${area}.`)).length
  const cells = [`[${area}](/spec/${area}/)`, about(area), level('MUST'), level('SHOULD'), checks, caught]
  return `| ${cells.map(String).join(' | ')} |`
}

/** The first sentence of the page of the area. */
function about(area: Area): string {
  const [, paragraph = ''] = readFileSync(`spec/clauses/${area}.md`, 'utf8').split('\n\n')
  return /^[\s\S]*?[.:](?=\s|$)/.exec(paragraph)?.[0].replaceAll('\n', ' ').replace(/:$/, '.') ?? ''
}

function of(profile: Profile): string {
  return String(specification.clauses.filter((clause) => clause.profile === profile).length)
}
