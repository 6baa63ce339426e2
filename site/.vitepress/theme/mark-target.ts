const attribute = 'data-targeted'

/** Marks what the address points at. CSS has `:target` for it, which does not follow a page that changes without being loaded. */
export function markTarget(): void {
  for (const old of document.querySelectorAll(`[${attribute}]`)) old.removeAttribute(attribute)
  const id = decodeURIComponent(location.hash.slice(1))
  if (id !== '') document.getElementById(id)?.setAttribute(attribute, '')
}
