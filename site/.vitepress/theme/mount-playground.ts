interface PlaygroundModule {
  readonly mount: (element: HTMLElement) => void
}

// A glob and not an import, because a build without the playground has no such module. Nothing is loaded before the page is opened.
const modules = import.meta.glob<PlaygroundModule>('../../playground/index.ts')

/** Brings the playground to its place when the page has one that is still empty. */
export async function mountPlayground(): Promise<void> {
  const element = document.querySelector<HTMLElement>('#playground:empty')
  const [load] = Object.values(modules)
  if (element === null || load === undefined) return
  const { mount } = await load()
  if (element.childElementCount === 0) mount(element)
}
