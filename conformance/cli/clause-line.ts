import type { Clause, Profile } from '../../spec/index.ts'
import type { Paint } from '../reporters/paint.ts'

/** A clause in a list, on one line: its level, its id, and what is special about it, as is another profile than the list's. */
export function clauseLine(clause: Clause, paint: Paint, usual: Profile = 'core'): string {
  const { id, level, profile, withdrawn, untestable } = clause
  const notes = [profile === usual ? '' : profile, withdrawn && 'withdrawn', untestable && 'untestable']
  const note = notes.filter(Boolean).join(', ')
  const style = level === 'MUST' ? 'red' : level === 'SHOULD' ? 'yellow' : 'dim'
  return `  ${paint(style, level.padEnd(7))} ${id}${note === '' ? '' : paint('dim', `  ${note}`)}`
}
