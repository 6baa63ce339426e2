/** Opens the target of a link within the report, because a closed one shows nothing. */
export function revealTarget(root: Document | ShadowRoot | HTMLElement, hash: string): HTMLElement | null {
  if (hash.length < 2) return null
  const id = decodeURIComponent(hash.slice(1))
  const target = root.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`)
  if (target === null) return null
  target.hidden = false
  for (let element: HTMLElement | null = target; element !== null; element = element.parentElement)
    if (element instanceof HTMLDetailsElement) element.open = true
  target.scrollIntoView()
  target.querySelector<HTMLElement>('summary')?.focus({ preventScroll: true })
  return target
}
