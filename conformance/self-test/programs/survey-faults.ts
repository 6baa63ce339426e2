import type { Fault } from '../fault.ts'
import { faults } from '../faults/index.ts'
import { compare } from './compare.ts'
import { likeTheReference, reference } from './oracles.ts'

/** Whether the programs find a fault, and the number of the first program that does. */
export interface Finding {
  readonly area: string
  readonly fault: Fault
  readonly foundAfter: number | null
}

/** Milliseconds. The runs of a faulty loop may not end. */
const deadlineMs = 400

/** Tries this number of programs on each faulty loop. */
export async function surveyFaults(options: { seed: number; programs: number }): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const fault of faults) {
    const found = await compare(reference, likeTheReference(fault.adapter), {
      ...options,
      deadlineMs,
      shrink: false,
    })
    const area = fault.clause.split('.')[0] ?? ''
    findings.push({ area, fault, foundAfter: found?.programsRun ?? null })
  }
  return findings
}

/** A table of areas, and the faults that no program found. */
export function printSurvey(findings: readonly Finding[]): string {
  const areas = [...new Set(findings.map(({ area }) => area))]
  const rows = areas.map((area) => {
    const inArea = findings.filter((finding) => finding.area === area)
    const found = inArea.filter(({ foundAfter }) => foundAfter !== null)
    const median = found.map(({ foundAfter }) => foundAfter ?? 0).sort((a, b) => a - b)
    const missed = inArea.filter(({ foundAfter }) => foundAfter === null).map(({ fault }) => fault.name)
    const after = median[Math.floor(median.length / 2)] ?? '–'
    return `| ${area} | ${found.length} of ${inArea.length} | ${after} | ${missed.join(', ')} |`
  })
  return [
    '| area | faults found | by program number (median) | never found |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
