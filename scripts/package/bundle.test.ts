/** What bundlers may drop, and what they must keep. These tests bundle what the build made. */
import { expect, it } from 'vitest'
import { bundleBudget, bundledImports, bundledSize, bundleForBrowser } from './bundle.ts'

/** The default export of the module, bundled for the browser and loaded here. */
async function load<T>(source: string): Promise<T> {
  const bundle = await bundleForBrowser(source)
  expect(bundle).not.toMatch(/from\s*"node:/)
  const module = (await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(bundle).toString('base64')}`
  )) as { default: T }
  return module.default
}

const loop = `
  class Bundled extends BaseEventLoop {
    time() { return performance.now() }
    select(timeoutMs) {
      clearTimeout(this.timer)
      if (timeoutMs === 0) this.writeToSelf()
      else this.timer = setTimeout(() => this.turn(), Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
    }
    writeToSelf() {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.turn())
    }
  }`

// Only the checks with tasks: each turn of this loop takes a millisecond, and names are lost for all of them or for none.
it('judges a candidate in a bundle that names its module functions', async () => {
  const judge = await load<() => Promise<{ failed: string[]; passed: number }>>(`
    import { runSuite } from 'loop-conformance'
    import { asyncioApi, BaseEventLoop } from 'loop-conformance/reference'
    ${loop}
    export default async () => {
      const report = await runSuite(
        { name: 'bundled', newEventLoop: () => new Bundled(), api: asyncioApi },
        { grep: 'task' },
      )
      const of = (status) => report.results.filter((row) => row.status === status)
      return { failed: of('fail').map((row) => row.clause), passed: of('pass').length }
    }`)
  const { failed, passed } = await judge()
  expect(failed).toEqual([])
  expect(passed).toBeGreaterThan(100)
})

it('runs a program with the default loop, which nothing names', async () => {
  const start = await load<() => Promise<string>>(`
    import { getRunningLoop, run, sleep } from 'loop-conformance/reference'
    function* main() {
      yield* sleep(3_600_000)
      return String(getRunningLoop().time())
    }
    export default () => run(main())`)
  await expect(start()).resolves.toBe('3600000')
})

it('keeps what an import of the entry for Node is for', async () => {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    stdin: { contents: "import 'loop-conformance/reference/node'", resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  })
  const bundle = outputFiles[0]?.text ?? ''
  expect(bundle).toMatch(/setDefaultLoop\(\(\) => new NodeEventLoop/)
  expect(bundle).toMatch(/offerApi\(asyncioApi\)/)
})

it('drops a bare import of the entry for every host', async () => {
  expect(await bundleForBrowser("import 'loop-conformance/reference'")).toBe('')
})

it.each(Object.entries(bundledImports).filter(([title]) => title !== 'everything'))(
  'stays under the budget: %s',
  async (_title, names) => {
    expect(await bundledSize(names)).toBeLessThan(bundleBudget)
  },
)
