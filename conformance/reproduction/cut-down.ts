import { stepsOf, type Script, type Step } from './script.ts'

/** Tells whether the script, as it is now, still shows the difference. */
type StillDiffers = () => Promise<boolean>

/** The number of trials after which a program is short enough, or will not get shorter. */
const mostTrials = 150

/**
 * Leaves out of a script what does not matter for its difference: first in large pieces, then step by step from the end, then
 * what is only printed. The script keeps its parts; their flags say what is left.
 */
export async function cutDown(script: Script, stillDiffers: StillDiffers): Promise<void> {
  let trials = 0
  const tryWithout = async (steps: readonly Step[], flag: 'isKept' | 'isShown'): Promise<boolean> => {
    const changed = steps.filter((step) => step[flag])
    if (changed.length === 0 || trials >= mostTrials) return false
    trials++
    for (const step of changed) step[flag] = false
    if (await stillDiffers()) return true
    for (const step of changed) step[flag] = true
    return false
  }
  const inPieces = async (steps: readonly Step[], flag: 'isKept' | 'isShown'): Promise<void> => {
    const left = steps.filter((step) => step[flag] && (flag === 'isKept' || step.isKept))
    if (left.length === 0 || (await tryWithout(left, flag)) || left.length === 1) return
    const middle = Math.ceil(left.length / 2)
    await inPieces(left.slice(middle), flag)
    await inPieces(left.slice(0, middle), flag)
  }
  await inPieces(stepsOf(script), 'isShown')
  // A callback that schedules itself some times before it does something: often the last call is enough.
  for (const { calls } of script.functions) {
    const all = [...calls]
    if (all.length < 2 || trials >= mostTrials) continue
    trials++
    calls.splice(0, all.length - 1)
    if (!(await stillDiffers())) calls.splice(0, 1, ...all)
  }
  await inPieces(stepsOf(script), 'isKept')
  // A step may have been needed only by one that is gone now.
  await inPieces(stepsOf(script), 'isKept')
}
