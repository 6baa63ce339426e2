/** A line for the author of a loop that needs the application of a GUI. */
export const guiAdvice =
  '\nGuide:    Judge a GUI loop. The module makes the application first, and keeps it; QT_QPA_PLATFORM=offscreen needs no display.'

/** Whether an error says that a GUI has no application, or no display. */
export function wantsApplication(message: string): boolean {
  return /\b\w*Application\b|\bDISPLAY\b|\bdisplay\b|\bGUI\b|\bno default root window\b/.test(message)
}

/** The hint of a failure that such an error explains. */
export const guiHint =
  'Make the application in the module, before the loop, and keep it. The guide is: Judge a GUI loop.'
