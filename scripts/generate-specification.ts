/** Parses and validates the clauses and writes `spec/specification.generated.ts` and `dist/spec/spec.json`. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Specification } from '../spec/clause.ts'
import { parseSpecification } from '../spec/tooling/parse-clauses.ts'
import { Problem } from './problem.ts'

/** Of the contract: a clause added makes it grow in the middle, one changed or withdrawn in front. */
const contractVersion = '0.1.0'

const read = (file: string): string => readFileSync(file, 'utf8')
const clauses = parseSpecification((area) => {
  const file = `spec/clauses/${area}.md`
  return existsSync(file) ? read(file) : ''
})

const validate = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(read('spec/schemas/clause.schema.json')) as object,
)
for (const clause of clauses) {
  const id = clause.id
  if (validate(clause)) continue
  const problems = (validate.errors ?? []).map(
    (error) => `${error.instancePath || 'clause'} ${error.message ?? ''}`,
  )
  throw new Problem(`${id} does not match spec/schemas/clause.schema.json: ${problems.join('; ')}`)
}

const hash = createHash('sha256').update(JSON.stringify(clauses)).digest('hex').slice(0, 16)
const specification: Omit<Specification, 'byId'> = { version: contractVersion, hash, clauses }
/** One line for each clause: a difference between two versions shows which clause has changed. */
const lines = clauses.map((clause) => JSON.stringify(clause)).join(',\n')
const json = `{"version":${JSON.stringify(contractVersion)},"hash":"${hash}","clauses":[\n${lines}\n]}`
const literal = JSON.stringify(specification).replaceAll(/[\\']/g, '\\$&')
const ids = clauses.map((clause) => `  | '${clause.id}'`).join('\n')
const source = `// Generated from spec/clauses/*.md by scripts/generate-specification.ts.
import { indexed, type Specification } from './clause.ts'

export type ClauseId =
${ids || '  never'}

/** The clauses, in the order of the areas. A text is parsed faster than an object is built, and it is shorter. */
export const specification: Specification = indexed(JSON.parse('${literal}') as Omit<Specification, 'byId'>)
`
writeIfChanged('spec/specification.generated.ts', source)
mkdirSync('dist/spec', { recursive: true })
writeIfChanged('dist/spec/spec.json', `${json}\n`)

/** An untouched file keeps its date, and with it the incremental build. */
function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || read(file) !== text) writeFileSync(file, text)
}
