import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const built = new URL('../../dist/conformance/bridge/temporary-folder.js', import.meta.url)

it('the folder of a process that was killed is removed by the next one, and no other folder is', async () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'temporary-folder-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  mkdirSync(path.join(parent, 'loop-conformance-of-somebody'))
  const [killed, kept] = [await start(parent), await start(parent)]
  await kill(killed.process)
  expect(readdirSync(parent)).toContain(killed.folder)
  const next = await start(parent)
  expect(readdirSync(parent).sort()).toEqual(
    ['loop-conformance-of-somebody', kept.folder, next.folder].sort(),
  )
})

/** A process that makes a folder and goes on. */
async function start(parent: string): Promise<{ process: ChildProcess; folder: string }> {
  const script = `import(${JSON.stringify(built.href)}).then(({ makeTemporaryFolder }) => {
    process.stdout.write(makeTemporaryFolder().path)
    setInterval(() => {}, 1000)
  })`
  const child = spawn(process.execPath, ['-e', script], { env: { ...process.env, TMPDIR: parent } })
  onTestFinished(() => kill(child))
  const [printed] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, folder: path.basename(printed.toString()) }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
