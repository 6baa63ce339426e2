import { spawnSync } from 'node:child_process'

/** A unit leads a process group, so that what the candidate has started ends with it. Windows has no process groups. */
export const unitsLeadGroups = process.platform !== 'win32'

/** Ends a unit and everything it has started, at once. */
export function killGroup(pid: number): void {
  if (!unitsLeadGroups) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it is gone already.
  }
}
