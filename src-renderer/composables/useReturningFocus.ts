import { onBeforeUnmount, onMounted } from 'vue'

/** So many places are remembered: a menu, the dialog it opened, its fields, and a question on top of that. */
const PLACES = 12

const isThere = (element: HTMLElement): boolean =>
  element.isConnected && element.getClientRects().length > 0 && !element.matches(':disabled')

/**
 * Where a part of the window goes that had the focus, a dialog, a menu or a form in its page, the focus returns to where it
 * was before: Vuetify does that only for what was opened by a part of its own template.
 */
export function useReturningFocus(): void {
  let places: HTMLElement[] = []

  const remember = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return
    places = [...places.filter((each) => each !== target && each.isConnected), target].slice(-PLACES)
  }
  // Whoever pressed beside everything has no focus either, and keeps none: what had it is still there.
  const gone = new MutationObserver(() => {
    if (document.activeElement !== document.body || places.length === 0) return
    if (places.at(-1)?.isConnected === false) places.findLast(isThere)?.focus({ preventScroll: true })
  })

  onMounted(() => {
    document.addEventListener('focusin', remember)
    gone.observe(document.body, { childList: true, subtree: true })
  })
  onBeforeUnmount(() => {
    document.removeEventListener('focusin', remember)
    gone.disconnect()
  })
}
