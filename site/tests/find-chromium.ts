import { existsSync } from 'node:fs'
import process from 'node:process'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of this machine, or the one that `CHROMIUM` names; undefined if there is no browser. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...places].find((place) => place !== undefined && existsSync(place))
}
