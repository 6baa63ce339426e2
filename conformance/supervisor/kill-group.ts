/** Units lead a process group where there is such a thing, so that what a candidate has started ends with it. */
export const unitsLeadGroups = process.platform !== 'win32'

/** Ends a unit, and what it has started, at once and for certain. */
export function killGroup(pid: number): void {
  try {
    process.kill(unitsLeadGroups ? -pid : pid, 'SIGKILL')
  } catch {
    // All of it is gone already.
  }
}
