import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { PythonTarget } from '../bridge/python-target.ts'
import { CandidateError } from '../harness/index.ts'
import { nearMatches } from './suggest.ts'

/** Checks what needs no interpreter. Throws {@link CandidateError}. */
export function checkPythonTarget(
  { way, module }: PythonTarget,
  folder: string,
  platform = process.platform,
): void {
  if (platform === 'win32' && way === 'python')
    throw new CandidateError(
      'A loop in Python cannot be judged on Windows.\n' +
        'Found:    Windows, which does not have the pipes of POSIX that connect the kit with an interpreter\n' +
        'Expected: Linux, macOS, or the Windows Subsystem for Linux',
      { code: 'machine' },
    )
  const shape = `${way}:<module or file>[:<callable>], such as python:uvloop:new_event_loop`
  if (module === '') throw new CandidateError(`${way}: names no module.\nExpected: ${shape}`)
  // A valid name after the colon has been removed already. A colon after one letter belongs to a drive.
  const [, before = '', after] = /^(.{2,}):([^\\/:]*)$/s.exec(module) ?? []
  if (after !== undefined)
    throw new CandidateError(
      after === ''
        ? `${way}:${module} names no callable after the colon.\nExpected: ${way}:${before}, or ${shape}`
        : `${way}:${module} names the callable '${after}', which is not a Python name.\nExpected: ${shape}`,
    )
  if (module.endsWith('.py') && !existsSync(path.resolve(folder, module)))
    throw new CandidateError(
      `There is no file ${module}.\nFound:    nothing at ${path.resolve(folder, module)}\n` +
        `Expected: a file that makes an event loop, or a module without .py: ${way}:my_loop` +
        nearFiles(way, module, folder),
    )
}

/** A line with the Python files that have a similar name; empty if there are none. */
export function nearFiles(way: PythonTarget['way'], module: string, folder: string): string {
  const [, before = '', name = ''] = /^(.*[\\/])?(.*?)(?:\.py)?$/s.exec(module) ?? []
  const end = module.endsWith('.py') ? '.py' : ''
  const near = nearMatches(name, modulesIn(path.resolve(folder, before)))
  const entries = near.map((one) => `${way}:${before}${one}${end}`)
  return entries.length === 0 ? '' : `\nDid you mean ${entries.join(' or ')}?`
}

function modulesIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((file) => (file.endsWith('.py') ? [file.slice(0, -3)] : []))
  } catch {
    return []
  }
}
