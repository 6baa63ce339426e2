import type { Router } from 'vitepress'

/** Calls back when a page is rendered: the first one and each one after it, and also when only the hash changes. */
export function afterNavigation(router: Router, callback: () => void): void {
  // The route changes before the new page is rendered.
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
