/** Says which line of a stack the author of a loop wrote. It runs in every host. */

/** `file:line:column` as in a stack of JavaScript, or `file:line` as in one of Python. The file is a path, not an address. */
export type Location = string

/** A frame of a stack, the innermost one first in a list. */
export interface Frame {
  readonly at: Location
  readonly functionName: string
}

/**
 * The location in a stack that its author can act on. It is that of the innermost frame in the author's own code, or else in an
 * installed package. If there is neither, it is that of the innermost frame in what a loop is built on: the reference, the specification's classes or Python's
 * standard library. Null if there is neither.
 */
export function locationOf(stack: string | undefined): Location | null {
  return authorsFrame(framesOf(stack))?.at ?? null
}

/** The location of an error, for the details of a failure. */
export function locationOfError(error: unknown): { at?: Location } {
  const at = locationOf(stackOf(error))
  return at === null ? {} : { at }
}

/** The stack of whatever was thrown. Its getter may throw, or return anything. */
export function stackOf(error: unknown): string | undefined {
  try {
    const stack = (error as { stack?: unknown } | null | undefined)?.stack
    return typeof stack === 'string' ? stack : undefined
  } catch {
    return undefined
  }
}

/** The frame behind `locationOf`. */
export function authorsFrame(frames: readonly Frame[]): Frame | null {
  const own = frames.filter(({ at }, index) => isAuthors(at) && !onlyTurns(frames[index - 1]))
  return (
    own.find(({ at }) => !isOfPackage(at)) ??
    own[0] ??
    frames.find(({ at }) => ownerOf(at) === 'base') ??
    null
  )
}

/** The name of the function of the candidate that the kit called: `callAt`. Null if the stack does not tell. */
export function callBehind(stack: string | undefined): string | null {
  const frames = framesOf(stack)
  const outermost = frames.findIndex(({ at }) => ownerOf(at) === 'kit') - 1
  const name = /([A-Za-z_$][\w$]*)(?: \[as \w+\])?$/.exec(frames[outermost]?.functionName ?? '')?.[1]
  return name === undefined || name === 'anonymous' ? null : name
}

/** Who wrote the code that made an error: the innermost frame, without the classes of errors themselves. Null if there is none. */
export function innermostOwner(stack: string | undefined): Owner | null {
  const frame = framesOf(stack).find(
    ({ at }) => ownerOf(at) !== 'host' && !/[\\/]spec[\\/]errors\.[jt]s:/.test(at),
  )
  return frame === undefined ? null : ownerOf(frame.at)
}

/** The code at the location is the author's own. */
export function isAuthors(at: Location): boolean {
  return ownerOf(at) === 'author'
}

/** The location as a report prints it: relative to the folder if it is inside of the folder. */
export function relativeTo(folder: string, at: Location): string {
  const inside = at.startsWith(folder) ? at.slice(folder.length) : ''
  if (/[\\/]$/.test(folder) && inside !== '') return inside
  return /^[\\/]./.test(inside) ? inside.slice(1) : at
}

/** The location without its column, for a source whose lines are kept and whose columns are not. */
export function withoutColumn(at: Location): string {
  return at.replace(/:(\d+):\d+$/, ':$1')
}

/** Host: Node. Kit: what runs and checks a loop. Base: what a loop is built on. Author: everything else. */
type Owner = 'host' | 'kit' | 'base' | 'author'

function ownerOf(at: Location): Owner {
  if (at === '' || at.startsWith('node:')) return 'host'
  // Python's names for modules that are in no file. The bridge has no others.
  if (at.startsWith('<')) return 'kit'
  if (isOfPython(at)) return 'base'
  const folder = folderInKit(at)
  if (folder === null) return 'author'
  // Loops of the self-test are candidates.
  if (/^conformance[\\/]self-test[\\/]/.test(folder)) return 'author'
  return /^(reference|spec)[\\/]/.test(folder) ? 'base' : 'kit'
}

/** The location is in an installed package: its author may have written the candidate, or what the candidate uses. */
function isOfPackage(at: Location): boolean {
  return /[\\/](?:site-packages|dist-packages|node_modules)[\\/]/.test(at)
}

/** The location is in Python's standard library, and not in a package that is installed beside it. */
function isOfPython(at: Location): boolean {
  return !/[\\/](site|dist)-packages[\\/]/.test(at) && /[\\/]lib[\\/]python\d[^\\/]*[\\/]/.test(at)
}

/** The path within this copy of the package, or within another copy that the author has installed. Null outside of both. */
function folderInKit(at: Location): string | null {
  const installed = /[\\/]node_modules[\\/]loop-conformance[\\/](?:dist[\\/])?(.*)/.exec(at)?.[1]
  if (installed !== undefined) return installed
  const here = root !== '' && at.startsWith(root) ? at.slice(root.length).replace(/^dist[\\/]/, '') : ''
  if (/^(conformance|reference|spec)[\\/]/.test(here)) return here
  // In a copy of the sources elsewhere, such as the one in which mutants are judged.
  return /[\\/](conformance[\\/](?:harness|suite|supervisor)[\\/].*)/.exec(at)?.[1] ?? null
}

/** The callee of a line that only had the loop take its turn. What went wrong in that turn is not the fault of the line. */
function onlyTurns(callee: Frame | undefined): boolean {
  if (callee === undefined || isAuthors(callee.at)) return false
  return folderInKit(callee.at) !== null && /(^|\.)turn$/.test(callee.functionName)
}

/** The frames of a stack as V8 prints it. That of a syntax error begins with a line that is only an address. */
function framesOf(stack: string | undefined): Frame[] {
  return (stack ?? '').split('\n').flatMap((line): Frame[] => {
    const [, functionName = '', at] = framePattern.exec(line.trim()) ?? []
    return at === undefined ? [] : [{ at: asPath(at), functionName }]
  })
}

const framePattern =
  /^(?:at (?:async )?(?:(.+?) \()?|(?=file:))((?:file:\/\/|data:|node:|\/|[A-Za-z]:\\).*?:\d+(?::\d+)?)\)?$/

/** A location whose file is a `file:` address, as one whose file is a path. */
function asPath(at: Location): Location {
  if (!at.startsWith('file://')) return at
  const encoded = at.slice('file://'.length)
  let file = encoded
  try {
    file = decodeURIComponent(encoded)
  } catch {
    // A name with a percent sign that encodes nothing stays as it is.
  }
  return /^\/[A-Za-z]:\//.test(file) ? file.slice(1).replaceAll('/', '\\') : file
}

/** The folder of this copy of the package, with its last slash. Empty if the stacks of this host do not tell. */
const root = /^(.*?)(?:dist[\\/])?conformance[\\/]harness[\\/]location\.[jt]s:/.exec(ownLocation())?.[1] ?? ''

function ownLocation(): Location {
  const frames = framesOf(new Error('This finds its own location.').stack)
  return frames.find(({ at }) => /[\\/]conformance[\\/]harness[\\/]location\./.test(at))?.at ?? ''
}
