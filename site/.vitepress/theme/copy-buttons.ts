/** Buttons with `data-copy` copy that text to the clipboard, and say so for two seconds. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]'))
    button.onclick = () => {
      void copy(button)
    }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const before = button.textContent
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? '')
    button.textContent = 'Copied'
  } catch {
    button.textContent = 'Press Ctrl+C'
    window.getSelection()?.selectAllChildren(button.previousElementSibling ?? button)
  }
  setTimeout(() => {
    button.textContent = before
  }, 2000)
}
