/** Adds the ids of new clauses to `spec/clause-ids.json`. Those that stand there stay as they are. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { specification } from '../spec/index.ts'

const file = 'spec/clause-ids.json'
const locked = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
const current = Object.fromEntries(specification.clauses.map(({ id, level }) => [id, level]))
const all = Object.entries({ ...current, ...locked }).sort(([a], [b]) => a.localeCompare(b, 'en'))
writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
console.log(`${String(all.length)} ids are locked.`)
