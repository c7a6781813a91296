import { onBeforeUnmount, watchEffect } from 'vue'

/**
 * While the page is open, its paper has this title on each of its sheets; the program's own comes back afterwards.
 * @param title of the paper; empty while it is not known
 */
export function usePaperTitle(title: () => string): void {
  const before = document.title
  watchEffect(() => {
    document.title = title() || before
  })
  onBeforeUnmount(() => {
    document.title = before
  })
}
