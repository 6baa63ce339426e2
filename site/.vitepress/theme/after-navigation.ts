import type { Router } from 'vitepress'

/** Calls back once a page stands there: the first one, and each that takes its place; also when only the hash changes. */
export function afterNavigation(router: Router, callback: () => void): void {
  // The new page is rendered after its route is there.
  const soon = (): void => {
    requestAnimationFrame(() => requestAnimationFrame(callback))
  }
  const before = router.onAfterRouteChange
  router.onAfterRouteChange = async (to) => {
    await before?.(to)
    soon()
  }
  window.addEventListener('hashchange', soon)
  soon()
}
