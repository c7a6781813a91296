import { useEventListener } from '@vueuse/core'

/**
 * Ctrl+Enter saves a form and Esc leaves it. Asked before anything else hears the key, since an open list of choices
 * uses both for itself; what lies above the form (a dialog, an open list) keeps its keys.
 */
export function useFormKeys(keys: { readonly save: () => unknown; readonly leave?: () => unknown }): void {
  const isOpen = (selector: string): boolean =>
    document.querySelector(`${selector}.v-overlay--active`) !== null

  useEventListener(
    window,
    'keydown',
    (event) => {
      if (isOpen('.v-dialog')) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        event.stopPropagation()
        keys.save()
      } else if (event.key === 'Escape' && keys.leave !== undefined && !isOpen('.v-menu')) keys.leave()
    },
    { capture: true },
  )
}
