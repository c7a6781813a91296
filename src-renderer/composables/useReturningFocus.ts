import { onBeforeUnmount, onMounted } from 'vue'

/** So many places are remembered: a menu, the dialog it opened, and one on top of that. */
const PLACES = 12

const isThere = (element: HTMLElement): boolean =>
  element.isConnected && element.getClientRects().length > 0 && !element.matches(':disabled')

/**
 * Where a dialog or menu goes that had the focus, it returns to where it was before, for the whole window: Vuetify does
 * that only for what was opened by a part of its own template.
 */
export function useReturningFocus(): void {
  let places: HTMLElement[] = []

  const remember = (event: FocusEvent): void => {
    const { target } = event
    if (!(target instanceof HTMLElement)) return
    places = [...places.filter((each) => each !== target && each.isConnected), target].slice(-PLACES)
  }
  const goBack = (): void => {
    if (document.activeElement !== document.body) return
    places.findLast(isThere)?.focus({ preventScroll: true })
  }

  const gone = new MutationObserver((changes) => {
    if (changes.some((each) => each.removedNodes.length > 0)) goBack()
  })
  // Vuetify makes the place of its overlays when the first one opens.
  const made = new MutationObserver(() => {
    const overlays = document.querySelector('body > .v-overlay-container')
    if (overlays === null) return
    gone.observe(overlays, { childList: true })
    made.disconnect()
  })

  onMounted(() => {
    document.addEventListener('focusin', remember)
    made.observe(document.body, { childList: true })
  })
  onBeforeUnmount(() => {
    document.removeEventListener('focusin', remember)
    made.disconnect()
    gone.disconnect()
  })
}
