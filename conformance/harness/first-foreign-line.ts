/** `file:line:column` of a frame of a stack, with the function that runs there. */
interface Frame {
  readonly at: string
  readonly name: string
}

/**
 * `file:line:column` of the first frame of a stack that is the candidate's. Where none is, the first that is neither the
 * harness's nor the host's own, such as one of the reference loop; null where there is none either.
 */
export function firstForeignLine(stack: string | undefined): string | null {
  const frames = framesOf(stack)
  const own = frames.find(
    ({ at }, index) => !isOfTheKit(at) && !isOfPython(at) && !onlyTurns(frames[index - 1]),
  )
  const any = frames.find(({ at }) => !isOfTheHarness(at))
  return own?.at ?? any?.at ?? null
}

/** The line of the candidate that had to do with an error, for the details of a failure. */
export function lineOf(error: unknown): { at?: string } {
  const at = firstForeignLine((error as Error | null | undefined)?.stack)
  return at === null ? {} : { at }
}

function framesOf(stack: string | undefined): Frame[] {
  return (stack ?? '').split('\n').flatMap((line): Frame[] => {
    const [, name = '', at] =
      /^(?:at (?:async )?)?(?:(.+) \()?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]+:\d+:\d+)\)?$/.exec(line.trim()) ??
      []
    return at === undefined ? [] : [{ at: at.replace(/^file:\/\//, ''), name }]
  })
}

/** The callee of a line that had the loop take its turn, and had nothing to do with what happened in it. */
function onlyTurns(callee: Frame | undefined): boolean {
  return callee !== undefined && isOfTheKit(callee.at) && /(^|\.)turn$/.test(callee.name)
}

function isOfTheHarness(at: string): boolean {
  return /[\\/]conformance[\\/](harness|suite|supervisor)[\\/]/.test(at)
}

/** In the standard library of Python, and not in what is installed beside it. */
export function isOfPython(at: string): boolean {
  return !/[\\/](site|dist)-packages[\\/]/.test(at) && /[\\/]lib[\\/]python\d[^\\/]*[\\/]/.test(at)
}

/** In this copy of the package, or in another one that the candidate has installed. Loops of the self-test are candidates. */
function isOfTheKit(at: string): boolean {
  if (isOfTheHarness(at) || /[\\/]node_modules[\\/]loop-conformance[\\/]/.test(at)) return true
  return (
    root !== '' &&
    at.startsWith(root) &&
    /^(dist[\\/])?(conformance[\\/](?!self-test[\\/])|reference[\\/]|spec[\\/])/.test(at.slice(root.length))
  )
}

/** Where this copy of the package lies, with the slash; empty where stacks do not tell. */
const root =
  /(?:file:\/\/)?((?:\/|[A-Za-z]:\\)[^()\n]*?)(?:dist[\\/])?conformance[\\/]harness[\\/]first-foreign-line/.exec(
    new Error('where this is').stack ?? '',
  )?.[1] ?? ''
